/*
 * The line between a page and `signalbox serve`, a WebSocket at LINE_PATH: the page's first message is a text, its
 * token; the server's first is a text too, the token to come back with. All that follow are binary, as messageCodec.ts
 * has it, but for empty ones: the server's sign of life.
 */

/** Where pages open their line. */
export const LINE_PATH = '/api';

/** Codes that a line is closed with. */
export const LINE_CLOSE = {
  goingAway: 1001,
  badMessage: 1002,
  policy: 1008,
  tooLarge: 1009,
  wrongToken: 4401,
  noToken: 4408,
  tooManyTries: 4429,
} as const;

/** Most bytes of one message. */
export const LARGEST_MESSAGE = 16 * 1024 * 1024;

/** Calls of one page that may be under way at a time; a page keeps others waiting. */
export const MOST_CALLS = 64;

/** Pieces that large arrays are cut into: small enough that a slow line does not look like a dead one. */
export const LINE_CHUNK_BYTES = 256 * 1024;

/** How often the server gives a sign of life, and how long a page waits for one, in milliseconds. */
export const SIGN_OF_LIFE = 4000;
export const LONGEST_SILENCE = 12_000;

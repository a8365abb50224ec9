import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { TokenVerdict } from './gate.ts';

/** Secrets that may be tried within a second, right ones too. */
export const TRIES_A_SECOND = 5;

/** How long the browser that the command opens has to come, in milliseconds. */
export const OPENING_TIME = 120_000;

const SECRET_BYTES = 24;
const SECOND = 1000;

/** Who may come in. */
export interface Access {
  /** Lets in whoever shows it, for as long as the server runs. It is printed once and never sent anywhere. */
  readonly token: string;
  /** The same for pages that have been let in, to come back with. */
  readonly pageToken: string;
  /**
   * Lets in once, soon, and only a program of the same person. It stands in the command line of the browser that is
   * opened, which every person of the machine can read.
   */
  readonly openingCode: string;
  /** Looks at one of the three, at no more than TRIES_A_SECOND. */
  judge(secret: string, isSamePerson: () => boolean): TokenVerdict;
}

/** Makes up the secrets of a server; `now` is a clock in milliseconds that never goes back. */
export function createAccess(now: () => number = () => performance.now()): Access {
  const token = createSecret();
  const pageToken = createSecret();
  const openingCode = createSecret();
  let openUntil = now() + OPENING_TIME;
  let recent: number[] = [];

  function opens(secret: string, time: number, isSamePerson: () => boolean): boolean {
    if (!isSameSecret(secret, openingCode) || time >= openUntil || !isSamePerson()) return false;
    openUntil = Number.NEGATIVE_INFINITY;
    return true;
  }

  return {
    token,
    pageToken,
    openingCode,
    judge(secret, isSamePerson) {
      const time = now();
      recent = recent.filter((earlier) => time - earlier < SECOND);
      if (recent.length >= TRIES_A_SECOND) return 'too-many';
      recent.push(time);
      const isToken = [token, pageToken].map((known) => isSameSecret(secret, known)).includes(true);
      return isToken || opens(secret, time, isSamePerson) ? 'right' : 'wrong';
    },
  };
}

/** 192 random bits in 32 letters that stand in an address as they are. */
function createSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** Compares in a time that depends on neither text. */
function isSameSecret(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a, b);
}

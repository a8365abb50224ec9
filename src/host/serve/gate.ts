import { LINE_PATH } from '../../shared/lineProtocol.ts';

/** A request as it came in, before anything is done with it. */
export interface GateRequest {
  readonly method: string;
  /** The request line's target, as it was sent. */
  readonly target: string;
  /** Names and values in turn, as they were sent: Node's `rawHeaders`. */
  readonly headers: readonly string[];
  /** It asks to become another protocol: Node's `upgrade` event. */
  readonly upgrade: boolean;
}

/** What a token is found to be. `too-many`: it was not looked at, for there were too many tries just now. */
export type TokenVerdict = 'right' | 'wrong' | 'too-many';

/** The gate's answer: a file's path, a line for a page (authorised already, or yet to say its token), or no. */
export type GateDecision =
  | { readonly kind: 'file'; readonly path: string; readonly host: string }
  | { readonly kind: 'line'; readonly authorised: boolean }
  | Refusal;

export interface Refusal {
  readonly kind: 'refuse';
  readonly status: number;
  readonly sentence: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Longest target and longest single header that are looked at, in characters. */
export const LONGEST_TARGET = 2048;
export const LONGEST_HEADER = 4096;

/** By name, with any port: through `ssh -L` a page's port is another than ours. */
const OWN_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;
const WEBSOCKET_KEY = /^[+/0-9A-Za-z]{22}==$/;

/**
 * Decides on a request by what it says alone. A page of another site must not reach the server by any name, and
 * a program that is no browser shows the token instead of an origin.
 */
export function gate(request: GateRequest, judgeToken: (token: string) => TokenVerdict): GateDecision {
  const { method, target, upgrade } = request;
  const header = headerReader(request.headers);
  const hosts = header.all('host');
  if (hosts.length !== 1 || hosts[0] === '') return refuse(400, 'A request names one host.');
  const [host] = hosts;
  if (!OWN_HOST.test(host)) {
    return refuse(403, 'This server answers to 127.0.0.1, localhost and [::1], and to no other name.');
  }
  const foreign = foreignRequest(header, host);
  if (foreign !== undefined) return foreign;
  if (method !== 'GET' && method !== 'HEAD') {
    return refuse(405, `Only GET and HEAD are answered, not ${printable(method)}.`, { Allow: 'GET, HEAD' });
  }
  const announced = header.all('content-length').some((bytes) => bytes !== '0');
  if (announced || header.all('transfer-encoding').length > 0) {
    return refuse(413, 'A request carries no content.');
  }
  if (header.longest > LONGEST_HEADER) return refuse(431, 'A header is too long.');
  if (target.length > LONGEST_TARGET) return refuse(414, 'The address is too long.');
  if (!target.startsWith('/')) return refuse(400, 'The address is a path that begins with a slash.');
  if (/[?#]/.test(target)) return refuse(400, 'The address has a query, and none is known.');
  if (upgrade) return line(request, header, judgeToken);
  if (target === LINE_PATH) {
    return refuse(426, 'Here only a WebSocket is answered.', { Upgrade: 'websocket' });
  }
  return { kind: 'file', path: target, host };
}

/** Refuses what another site's page brings about: by its origin, or by what the browser says of where it is from. */
function foreignRequest(header: HeaderReader, host: string): Refusal | undefined {
  const own = `http://${host}`;
  const origins = header.all('origin');
  if (origins.length > 1 || (origins.length === 1 && origins[0] !== own)) {
    return refuse(403, 'The page that asks is not of this server.');
  }
  // A link on another port of this machine may open the page; nothing else may be fetched from there.
  const navigates = header.one('sec-fetch-mode') === 'navigate';
  const allowed = ['same-origin', 'none', ...(navigates ? ['same-site'] : [])];
  if (header.all('sec-fetch-site').every((site) => allowed.includes(site))) return undefined;
  return refuse(403, 'Another site asked for this; type or paste the address instead.');
}

function line(
  { method, target }: GateRequest,
  header: HeaderReader,
  judgeToken: (token: string) => TokenVerdict,
): GateDecision {
  if (target !== LINE_PATH) return refuse(404, 'There is no line at this address.');
  const asked = header.one('upgrade').toLowerCase() === 'websocket' && method === 'GET';
  if (!asked || !WEBSOCKET_KEY.test(header.one('sec-websocket-key'))) {
    return refuse(400, 'This is no request for a WebSocket.');
  }
  if (header.one('sec-websocket-version') !== '13') {
    return refuse(426, 'Only version 13 of WebSocket is known.', { 'Sec-WebSocket-Version': '13' });
  }
  if (header.all('sec-websocket-protocol').length > 0) return refuse(400, 'No subprotocol is known.');
  const authorisation = header.one('authorization');
  if (authorisation === '') {
    return header.all('origin').length === 1
      ? { kind: 'line', authorised: false }
      : refuse(403, 'A program that is no browser says "Authorization: Bearer" and the token.');
  }
  const token = /^Bearer ([!-~]+)$/i.exec(authorisation)?.[1];
  const verdict = token === undefined ? 'wrong' : judgeToken(token);
  if (verdict === 'right') return { kind: 'line', authorised: true };
  return verdict === 'too-many'
    ? refuse(429, 'Too many tokens were tried; wait a second.', { 'Retry-After': '1' })
    : refuse(401, 'The token is not the one that signalbox serve printed.', { 'WWW-Authenticate': 'Bearer' });
}

interface HeaderReader {
  all(name: string): readonly string[];
  /** The value of a header that is there once; '' where it is not there or there more than once. */
  one(name: string): string;
  readonly longest: number;
}

function headerReader(headers: readonly string[]): HeaderReader {
  const found = new Map<string, string[]>();
  let longest = 0;
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i].toLowerCase();
    found.set(name, [...(found.get(name) ?? []), headers[i + 1].trim()]);
    longest = Math.max(longest, headers[i + 1].length);
  }
  const all = (name: string) => found.get(name) ?? [];
  return { all, one: (name) => (all(name).length === 1 ? all(name)[0] : ''), longest };
}

function refuse(status: number, sentence: string, headers?: Readonly<Record<string, string>>): Refusal {
  return { kind: 'refuse', status, sentence, ...(headers && { headers }) };
}

/** A method is whatever the other side wrote. */
function printable(text: string): string {
  return /^[A-Z-]{1,20}$/.test(text) ? text : 'this method';
}

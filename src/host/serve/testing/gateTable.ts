import { LINE_PATH } from '../../../shared/lineProtocol.ts';
import type { GateRequest, TokenVerdict } from '../gate.ts';

/** One request of the table, and the status that the gate answers it with: 200 a file, 101 a line. */
export interface GateCase {
  readonly what: string;
  readonly request: GateRequest;
  readonly status: number;
}

export const TOKEN = 'qJ7cZl0Xb2w-TnR_4yVhUeKs81mPgAoD';

/** A judge that knows one token, and one word that makes it say that it has seen too many. */
export function judgeToken(token: string): TokenVerdict {
  return token === TOKEN ? 'right' : token === 'again' ? 'too-many' : 'wrong';
}

/** Hosts by name, and what becomes of a request that names them: null where all is well. */
const hosts: readonly (readonly [string | null, number | null])[] = [
  ['127.0.0.1:8137', null],
  ['127.0.0.1', null],
  ['127.0.0.1:9000', null],
  ['localhost:8137', null],
  ['LOCALHOST', null],
  ['[::1]:1', null],
  [null, 400],
  ['', 400],
  ['evil.example', 403],
  ['evil.example:8137', 403],
  ['127.0.0.1.evil.example', 403],
  ['127.0.0.1.evil.example:8137', 403],
  ['localhost.evil.example', 403],
  ['evil.localhost', 403],
  ['notlocalhost', 403],
  ['evil.example/127.0.0.1', 403],
  ['user@127.0.0.1', 403],
  ['127.0.0.1:8137@evil.example', 403],
  ['127.0.0.1:', 403],
  ['127.0.0.1:81370000', 403],
  ['127.0.0.1 evil.example', 403],
  ['127x0x0x1', 403],
  ['0.0.0.0:8137', 403],
  ['127.0.0.2', 403],
  ['169.254.1.1', 403],
  ['2130706433', 403],
  ['[::]', 403],
  ['::1', 403],
  ['localhost.', 403],
];

/** Origins, by the host that is named. `none`: the header is not there. */
const origins: readonly (readonly [
  what: string,
  origin: (host: string) => string | null,
  isOwn: boolean | null,
])[] = [
  ['its own', (host) => `http://${host}`, true],
  ['none', () => null, null],
  ['null', () => 'null', false],
  ['empty', () => '', false],
  ['another site', () => 'https://evil.example', false],
  ['its own over https', (host) => `https://${host}`, false],
  ['its own with a path', (host) => `http://${host}/`, false],
  ['its own with more behind', (host) => `http://${host}.evil.example`, false],
  ['its own with more before', (host) => `http://evil.example/http://${host}`, false],
  ['its own name at another port', (host) => `http://${host.replace(/:\d+$/, '')}:2`, false],
  ['another of our names', (host) => `http://${/local/i.test(host) ? '127.0.0.1' : 'localhost'}:8137`, false],
  ['a file', () => 'file://', false],
  ['an extension', () => 'chrome-extension://abcdef', false],
];

const tokens: readonly (readonly [what: string, authorization: string | null, status: number | null])[] = [
  ['no token', null, null],
  ['the token', `Bearer ${TOKEN}`, null],
  ['another token', `Bearer ${TOKEN.toLowerCase()}`, 401],
  ['a part of the token', `Bearer ${TOKEN.slice(0, -1)}`, 401],
  ['more than the token', `Bearer ${TOKEN}A`, 401],
  ['an empty token', 'Bearer ', 401],
  ['the token in another scheme', `Basic ${TOKEN}`, 401],
  ['one token too many', 'Bearer again', 429],
];

/** Paths of requests that ask for no line, and what becomes of them. */
const paths: readonly (readonly [string, number])[] = [
  ['/', 200],
  ['/assets/index-Co5iGGqS.js', 200],
  ['/%2e%2e%2fetc/passwd', 200],
  [LINE_PATH, 426],
  ['', 400],
  ['*', 400],
  ['index.html', 400],
  ['http://127.0.0.1:8137/', 400],
  ['http://evil.example/', 400],
  [`/?token=${TOKEN}`, 400],
  [`/${'a'.repeat(2048)}`, 414],
];

const methods: readonly (readonly [string, number | null])[] = [
  ['GET', null],
  ['HEAD', null],
  ['POST', 405],
  ['PUT', 405],
  ['DELETE', 405],
  ['OPTIONS', 405],
  ['PATCH', 405],
  ['TRACE', 405],
  ['get', 405],
];

/** What a browser says of where a request is from, with how it came about. */
const sites: readonly (readonly [readonly string[], number | null])[] = [
  [['Sec-Fetch-Site', 'none', 'Sec-Fetch-Mode', 'navigate'], null],
  [['Sec-Fetch-Site', 'same-origin'], null],
  [['Sec-Fetch-Site', 'same-site', 'Sec-Fetch-Mode', 'navigate'], null],
  [['Sec-Fetch-Site', 'same-site', 'Sec-Fetch-Mode', 'no-cors'], 403],
  [['Sec-Fetch-Site', 'cross-site'], 403],
  [['Sec-Fetch-Site', 'cross-site', 'Sec-Fetch-Mode', 'navigate'], 403],
  [['Sec-Fetch-Site', 'none', 'Sec-Fetch-Site', 'cross-site'], 403],
  [['Sec-Fetch-Site', 'nonsense'], 403],
];

const HANDSHAKE = [
  ...['Connection', 'Upgrade', 'Upgrade', 'websocket', 'Sec-WebSocket-Version', '13'],
  ...['Sec-WebSocket-Key', 'AAAAAAAAAAAAAAAAAAAAAA=='],
];

function named(name: string, value: string | null): readonly string[] {
  return value === null ? [] : [name, value];
}

/** Requests for files: host, then origin, path and method. */
function fileCases(): GateCase[] {
  return hosts.flatMap(([host, hostStatus]) =>
    origins.flatMap(([what, origin, isOwn]) =>
      methods.flatMap(([method, methodStatus]) =>
        paths.map(([target, pathStatus]) => ({
          what: `${method} ${target.slice(0, 40)} of ${host}, origin ${what}`,
          request: {
            method,
            target,
            upgrade: false,
            headers: [...named('Host', host), ...named('Origin', origin(host ?? ''))],
          },
          status: hostStatus ?? (isOwn === false ? 403 : (methodStatus ?? pathStatus)),
        })),
      ),
    ),
  );
}

/** Requests for a line: host, origin, token. */
function lineCases(): GateCase[] {
  return hosts.flatMap(([host, hostStatus]) =>
    origins.flatMap(([originWhat, origin, isOwn]) =>
      tokens.map(([tokenWhat, authorization, tokenStatus]) => ({
        what: `a line to ${host}, origin ${originWhat}, ${tokenWhat}`,
        request: {
          method: 'GET',
          target: LINE_PATH,
          upgrade: true,
          headers: [
            ...named('Host', host),
            ...named('Origin', origin(host ?? '')),
            ...named('Authorization', authorization),
            ...HANDSHAKE,
          ],
        },
        status: hostStatus ?? lineStatus(isOwn, authorization, tokenStatus),
      })),
    ),
  );
}

function lineStatus(isOwn: boolean | null, authorization: string | null, tokenStatus: number | null): number {
  if (isOwn === false) return 403;
  if (authorization === null) return isOwn ? 101 : 403;
  return tokenStatus ?? 101;
}

const OWN = ['Host', '127.0.0.1:8137', 'Origin', 'http://127.0.0.1:8137'];

function siteCases(): GateCase[] {
  return sites.map(([headers, status]) => ({
    what: `a file, ${headers.join(' ')}`,
    request: { method: 'GET', target: '/', upgrade: false, headers: [...OWN.slice(0, 2), ...headers] },
    status: status ?? 200,
  }));
}

/** A request for a line with one thing changed. */
function line(what: string, status: number, change: Partial<GateRequest>): GateCase {
  const request = { method: 'GET', target: LINE_PATH, upgrade: true, headers: [...OWN, ...HANDSHAKE] };
  return { what, status, request: { ...request, ...change } };
}

function file(what: string, status: number, headers: readonly string[]): GateCase {
  return { what, status, request: { method: 'GET', target: '/', upgrade: false, headers } };
}

function without(name: string): readonly string[] {
  const at = HANDSHAKE.indexOf(name);
  return [...OWN, ...HANDSHAKE.slice(0, at), ...HANDSHAKE.slice(at + 2)];
}

const single: readonly GateCase[] = [
  line('a line', 101, {}),
  line('a line elsewhere', 404, { target: '/other' }),
  line('a line at the page', 404, { target: '/' }),
  line('a line with the token as a query', 400, { target: `${LINE_PATH}?token=${TOKEN}` }),
  line('a line by HEAD', 400, { method: 'HEAD' }),
  line('a line by POST', 405, { method: 'POST' }),
  line('a line without a key', 400, { headers: without('Sec-WebSocket-Key') }),
  line('a line with a short key', 400, {
    headers: [...without('Sec-WebSocket-Key'), 'Sec-WebSocket-Key', 'AAAA=='],
  }),
  line('a line of no version', 426, { headers: without('Sec-WebSocket-Version') }),
  line('a line of version 8', 426, {
    headers: [...without('Sec-WebSocket-Version'), 'Sec-WebSocket-Version', '8'],
  }),
  line('a line to another protocol', 400, { headers: [...without('Upgrade'), 'Upgrade', 'h2c'] }),
  line('a line with a subprotocol', 400, {
    headers: [...OWN, ...HANDSHAKE, 'Sec-WebSocket-Protocol', 'chat'],
  }),
  line('a line that another site asks for', 403, {
    headers: [...OWN, ...HANDSHAKE, 'Sec-Fetch-Site', 'cross-site'],
  }),
  line('a line from two origins', 403, {
    headers: [...OWN, 'Origin', 'http://127.0.0.1:8137', ...HANDSHAKE],
  }),
  file('two hosts', 400, ['Host', '127.0.0.1', 'Host', 'evil.example']),
  file('the same host twice', 400, ['Host', '127.0.0.1', 'host', '127.0.0.1']),
  file('content', 413, ['Host', '127.0.0.1', 'Content-Length', '1']),
  file('a strange content length', 413, ['Host', '127.0.0.1', 'Content-Length', '00']),
  file('no content, said so', 200, ['Host', '127.0.0.1', 'Content-Length', '0']),
  file('content in pieces', 413, ['Host', '127.0.0.1', 'Transfer-Encoding', 'chunked']),
  file('a long header', 431, ['Host', '127.0.0.1', 'Cookie', 'a'.repeat(4097)]),
  file('a token where none is asked for', 200, ['Host', '127.0.0.1', 'Authorization', 'Bearer wrong']),
];

/** Every case. */
export const gateTable: readonly GateCase[] = [...fileCases(), ...lineCases(), ...siteCases(), ...single];

import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SERVER_LIMITS } from './limits.ts';
import { INDEX, raw, startTestServer, type TestServer } from './testing/testServer.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

/** A whole request; the connection ends with its answer. */
function request(line: string, headers: readonly string[] = [], host = server.host): string {
  return [`${line} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...headers, '', ''].join('\r\n');
}

const upgrade = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
];

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}

function headersOf(answer: string): ReadonlyMap<string, string> {
  const lines = answer.split('\r\n\r\n')[0].split('\r\n').slice(1);
  return new Map(lines.map((line) => [line.split(':')[0].toLowerCase(), line.slice(line.indexOf(':') + 2)]));
}

test('the page is served, and what has a hash in its name is kept by the browser', async () => {
  const page = await raw(server.port, request('GET /'));
  expect(page.endsWith(`\r\n\r\n${INDEX}`)).toBe(true);
  expect(headersOf(page).get('cache-control')).toBe('no-store');
  const asset = await raw(server.port, request('GET /assets/index-Co5iGGqS.js'));
  expect(headersOf(asset).get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(headersOf(asset).get('content-type')).toBe('text/javascript; charset=utf-8');
});

test('HEAD answers with the same headers and no content', async () => {
  const answer = await raw(server.port, request('HEAD /'));
  expect(answer.endsWith('\r\n\r\n')).toBe(true);
  expect(headersOf(answer).get('content-length')).toBe(String(INDEX.length));
  expect((await raw(server.port, request('HEAD /missing'))).endsWith('\r\n\r\n')).toBe(true);
});

describe('every answer has the headers that keep other origins out, and none that lets them in', () => {
  test.each<[string, number, () => string]>([
    ['the page', 200, () => request('GET /')],
    ['a file', 200, () => request('GET /assets/index-Co5iGGqS.js')],
    ['a file that is not there', 404, () => request('GET /missing')],
    ['another host', 403, () => request('GET /', [], 'evil.example')],
    ['no host', 400, () => 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['no host, as it once was allowed', 400, () => 'GET / HTTP/1.0\r\n\r\n'],
    ['another method', 405, () => request('POST /', ['Content-Type: application/json'])],
    ['the line, without an upgrade', 426, () => request('GET /api')],
    ['what is to be continued', 413, () => request('GET /', ['Content-Length: 5', 'Expect: 100-continue'])],
    ['what expects the unknown', 200, () => request('GET /', ['Expect: magic'])],
    ['what is no HTTP', 400, () => 'nonsense\r\n\r\n'],
    ['two lengths', 400, () => request('GET /', ['Content-Length: 0', 'Content-Length: 1'])],
    ['headers of 20 kB', 431, () => request('GET /', [`X: ${'a'.repeat(20_000)}`])],
    ['a line from elsewhere', 403, () => request('GET /api', [...upgrade, 'Origin: https://evil.example'])],
    ['a line to elsewhere', 404, () => request('GET /', [...upgrade, `Origin: http://${server.host}`])],
    [
      'a line of an old version',
      426,
      () =>
        request('GET /api', [
          upgrade[0],
          upgrade[1],
          upgrade[3],
          'Sec-WebSocket-Version: 8',
          `Origin: http://${server.host}`,
        ]),
    ],
    [
      'another protocol',
      404,
      () => request('GET /', ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c']),
    ],
  ])('%s (%i)', async (_what, status, text) => {
    const answer = await raw(server.port, text());
    expect(statusOf(answer)).toBe(status);
    const headers = headersOf(answer);
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';.* frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types signalbox-worker$/,
    );
    expect(headers.get('content-security-policy')).not.toMatch(
      /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)|\*/,
    );
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect([...headers.keys()].filter((name) => /set-cookie|access-control/.test(name))).toEqual([]);
  });
});

test('the page may open a line to the host that it was asked from', async () => {
  for (const host of ['localhost:9000', '[::1]:7', '127.0.0.1']) {
    const policy = headersOf(await raw(server.port, request('GET /', [], host))).get(
      'content-security-policy',
    );
    expect(policy).toContain(`connect-src 'self' ws://${host};`);
  }
});

test.each([
  '/../package.json',
  '/%2e%2e/package.json',
  '/%2e%2e%2fpackage.json',
  '/..%5cpackage.json',
  '/..\\package.json',
  '/index.html%00.js',
  '//etc/passwd',
  '//',
  '/./',
  '/assets',
  '/assets/',
  '/assets/../',
  '/out/renderer-evil/index.html',
  '/proc/self/environ',
  '/index%2ehtml',
  '/assets/INDEX-Co5iGGqS.js',
  '/%',
  '/constructor',
  '/__proto__',
])('%s is no file of the page', async (path) => {
  expect(statusOf(await raw(server.port, request(`GET ${path}`)))).toBe(404);
});

describe('hosts over a real connection', () => {
  test.each([
    ['evil.example', 403],
    ['127.0.0.1.evil.com', 403],
    ['localhost.evil.com', 403],
    ['0.0.0.0', 403],
    ['169.254.1.1', 403],
    ['', 400],
    ['127.0.0.1:9000', 200],
    ['localhost', 200],
    ['[::1]:1', 200],
  ])('%s: %i', async (host, status) => {
    expect(statusOf(await raw(server.port, request('GET /', [], host)))).toBe(status);
  });
});

test('several requests go over one connection', async () => {
  const both =
    request('GET /').replace('Connection: close\r\n', '') + request('GET /assets/index-Co5iGGqS.js');
  const answer = await raw(server.port, both);
  expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
});

test('only this machine itself can connect', async () => {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const others = addresses.filter(({ address, scopeid }) => address !== '127.0.0.1' && !scopeid);
  const refused = others.map(
    ({ address }) =>
      new Promise<string | undefined>((resolve) => {
        const socket = connect({ host: address, port: server.port }, () => {
          socket.destroy();
          resolve('connected');
        });
        socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
      }),
  );
  expect((await Promise.all(refused)).filter((code) => code === 'connected')).toEqual([]);
});

describe('who holds connections and says nothing', () => {
  test('the limits are those that were promised', () => {
    expect(SERVER_LIMITS).toMatchObject({
      connections: 64,
      lines: 16,
      headersTime: 5000,
      requestTime: 10_000,
      checkInterval: 1000,
      tokenTime: 5000,
    });
  });

  test('headers that dribble in are cut off with an answer', async () => {
    const hasty = await startTestServer({ headersTime: 100, requestTime: 200, checkInterval: 20 });
    try {
      const answer = await raw(hasty.port, `GET / HTTP/1.1\r\nHost: ${hasty.host}\r\nX-A: b`);
      expect(statusOf(answer)).toBe(408);
      expect(headersOf(answer).get('x-content-type-options')).toBe('nosniff');
      // One that says nothing at all is cut off as well.
      expect(statusOf(await raw(hasty.port, ''))).toBe(408);
    } finally {
      await hasty.close();
    }
  });

  test('500 of them keep nobody from the page', async () => {
    const silent = Array.from({ length: 500 }, () => connect({ host: '127.0.0.1', port: server.port }));
    await Promise.all(
      silent.map((socket) => new Promise((resolve) => socket.once('connect', resolve).on('error', resolve))),
    );
    const started = performance.now();
    expect(statusOf(await raw(server.port, request('GET /')))).toBe(200);
    expect(performance.now() - started).toBeLessThan(1000);
    for (const socket of silent) socket.destroy();
  });
});

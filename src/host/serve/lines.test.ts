import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { decodeMessage, encodeMessage } from '../../shared/messageCodec.ts';
import { closeCode, firstMessage, raw, startTestServer, type TestServer } from './testing/testServer.ts';

const TOKEN_TIME = 60;

let server: TestServer;
const lines: WebSocket[] = [];
beforeEach(async () => {
  server = await startTestServer({ tokenTime: TOKEN_TIME });
});
afterEach(async () => {
  for (const line of lines.splice(0)) line.terminate();
  await server.close();
});

function line(token: string | null, options?: WebSocket.ClientOptions): WebSocket {
  const socket = server.line(token, options);
  lines.push(socket);
  return socket;
}

/** A line that has been let in. */
async function welcomed(): Promise<WebSocket> {
  const socket = line(server.access.token);
  await firstMessage(socket);
  return socket;
}

/** The status that a request for a line is refused with; 101 where it is not. */
function statusOf(options: WebSocket.ClientOptions): Promise<number> {
  const socket = line(null, options);
  return new Promise((resolve) => {
    socket.once('open', () => resolve(101));
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
  });
}

describe('the token', () => {
  test('lets in, and the answer is another one to come back with', async () => {
    const { access } = server;
    expect(await firstMessage(line(access.token))).toBe(access.pageToken);
    expect(await firstMessage(line(access.pageToken))).toBe(access.pageToken);
    expect(server.ports).toHaveLength(2);
  });

  test('the code that opens a browser lets in once', async () => {
    const { access } = server;
    expect(await firstMessage(line(access.openingCode))).toBe(access.pageToken);
    expect(await closeCode(line(access.openingCode))).toBe(4401);
    expect(server.ports).toHaveLength(1);
  });

  test.each<[string, (token: string) => string, number]>([
    ['another', () => 'A'.repeat(32), 4401],
    ['none at all', () => '', 4401],
    ['a part of it', (token) => token.slice(0, 31), 4401],
    ['more than it', (token) => `${token}A`, 4401],
    ['it in quotes', (token) => JSON.stringify(token), 4401],
    ['one of a megabyte', () => 'A'.repeat(1024 * 1024), 1009],
    ['the right one, and much more', (token) => token.padEnd(5000), 1009],
  ])('%s closes the line', async (_what, change, code) => {
    const socket = line(change(server.access.token));
    const closed = await closeCode(socket);
    // Where the line is ended in the middle of a large message, its last word may be lost.
    expect([code, ...(code === 1009 ? [1006] : [])]).toContain(closed);
    expect(server.ports).toHaveLength(0);
  });

  test('comes as a text', async () => {
    const socket = line(null);
    socket.once('open', () => socket.send(Buffer.from(server.access.token)));
    expect(await closeCode(socket)).toBe(4401);
  });

  test('comes once', async () => {
    const socket = await welcomed();
    socket.send(server.access.token);
    expect(await closeCode(socket)).toBe(1008);
  });

  test('comes soon', async () => {
    expect(await closeCode(line(null))).toBe(4408);
  });

  test('may be tried five times a second, the right one too', async () => {
    const codes = await Promise.all(Array.from({ length: 8 }, () => closeCode(line('wrong'))));
    expect(codes.sort()).toEqual([4401, 4401, 4401, 4401, 4401, 4429, 4429, 4429]);
    expect(await closeCode(line(server.access.token))).toBe(4429);
    expect(server.ports).toHaveLength(0);
  });

  test('nothing else is read before it, however fast it comes', async () => {
    const socket = line('wrong');
    socket.once('open', () => socket.send(server.access.token));
    expect(await closeCode(socket)).toBe(4401);
    expect(server.ports).toHaveLength(0);
  });
});

describe('who may ask for a line', () => {
  const origin = (text: string) => ({ origin: text });
  test.each<[string, number, (host: string, token: string) => WebSocket.ClientOptions]>([
    ['the page', 101, (host) => origin(`http://${host}`)],
    [
      'the page through a tunnel',
      101,
      () => ({ ...origin('http://localhost:9000'), headers: { Host: 'localhost:9000' } }),
    ],
    ['the origin null', 403, () => origin('null')],
    ['another site', 403, () => origin('https://evil.example')],
    ['another server of this machine', 403, () => origin('http://127.0.0.1:1')],
    ['a name that begins like ours', 403, () => origin('http://127.0.0.1.evil.com')],
    ['a file', 403, () => origin('file://')],
    [
      'a name that leads here',
      403,
      () => ({ ...origin('http://evil.example'), headers: { Host: 'evil.example' } }),
    ],
    ['a program without a token', 403, () => ({ origin: undefined })],
    [
      'a program with the token',
      101,
      (_host, token) => ({ origin: undefined, headers: { Authorization: `Bearer ${token}` } }),
    ],
    [
      'a program with another token',
      401,
      () => ({ origin: undefined, headers: { Authorization: 'Bearer A' } }),
    ],
    [
      'a program with the token, of another site',
      403,
      (_host, token) => ({ ...origin('null'), headers: { Authorization: `Bearer ${token}` } }),
    ],
  ])('%s: %i', async (_what, status, options) => {
    expect(await statusOf(options(server.host, server.access.token))).toBe(status);
  });

  test('a program that has shown the token is let in at once', async () => {
    const socket = line(null, {
      origin: undefined,
      headers: { Authorization: `Bearer ${server.access.token}` },
    });
    expect(await firstMessage(socket)).toBe(server.access.pageToken);
    expect(server.ports).toHaveLength(1);
  });
});

describe('a line', () => {
  test('carries messages both ways', async () => {
    const socket = await welcomed();
    const [port] = server.ports;
    const got = new Promise((resolve) => port.onMessage(resolve));
    socket.send(encodeMessage({ there: Float32Array.of(1.5) }));
    expect(await got).toEqual({ there: Float32Array.of(1.5) });
    const back = new Promise<Buffer>((resolve) => socket.once('message', resolve));
    port.post({ back: [undefined] });
    expect(decodeMessage(await back)).toEqual({ back: [undefined] });
  });

  test('is not compressed, even where a page offers to', async () => {
    const socket = line(server.access.token, { perMessageDeflate: true });
    await firstMessage(socket);
    expect(socket.extensions).toBe('');
  });

  test('is closed by a message of 17 MiB', async () => {
    const socket = await welcomed();
    socket.send(new Uint8Array(17 * 1024 * 1024));
    // 1006 where the server's word is lost, since it does not read what else is on its way.
    expect([1009, 1006]).toContain(await closeCode(socket));
  });

  test('takes a message of 16 MiB', async () => {
    const socket = await welcomed();
    const got = new Promise<unknown>((resolve) => server.ports[0].onMessage(resolve));
    const message = new Uint8Array(16 * 1024 * 1024 - 100);
    socket.send(encodeMessage(message));
    expect(((await got) as Uint8Array).length).toBe(message.length);
  });

  test.each<[string, Uint8Array]>([
    ['garbage', Uint8Array.of(9, 9, 9, 9, 9)],
    ['nothing', new Uint8Array(0)],
  ])('is closed by %s, and no other is', async (_what, message) => {
    const [bad, good] = [await welcomed(), await welcomed()];
    bad.send(message);
    expect(await closeCode(bad)).toBe(1002);
    const answer = firstMessage(good);
    server.ports[1].post('still here');
    await answer;
  });

  test('is closed where what it brings makes its listener fail, and no other is', async () => {
    const [bad, good] = [await welcomed(), await welcomed()];
    server.ports[0].onMessage(() => {
      throw new TypeError('x is undefined');
    });
    bad.send(encodeMessage('x'));
    expect(await closeCode(bad)).toBe(1002);
    expect(good.readyState).toBe(WebSocket.OPEN);
  });

  test('tells when the page is gone, and takes nothing more', async () => {
    const socket = await welcomed();
    const gone = new Promise<string>((resolve) => server.ports[0].onClose(resolve));
    socket.terminate();
    expect(await gone).toBe('the connection was closed (1006)');
    server.ports[0].post('nobody hears it');
    expect(await new Promise((resolve) => server.ports[0].onClose(resolve))).toBe(await gone);
  });

  test('is given up where the page takes nothing of what it asked for', async () => {
    const socket = await welcomed();
    socket.pause();
    const [port] = server.ports;
    const gone = new Promise((resolve) => port.onClose(resolve));
    const piece = new Uint8Array(8 * 1024 * 1024);
    for (let i = 0; i < 12; i++) port.post(piece);
    await gone;
  });

  test('reads no more from a page that does not take its answers, until it does', async () => {
    const socket = await welcomed();
    const [port] = server.ports;
    const got: unknown[] = [];
    port.onMessage((message) => got.push(message));
    socket.pause();
    const large = new Uint8Array(12 * 1024 * 1024);
    port.post(large);
    socket.send(encodeMessage('more, please'));
    // The other lines are served meanwhile; when this one has answered, the message would have come.
    const other = await welcomed();
    const heard = new Promise((resolve) => server.ports[1].onMessage(resolve));
    other.send(encodeMessage('hello'));
    await heard;
    expect(got).toEqual([]);
    const read = new Promise((resolve) => port.onMessage(resolve));
    socket.resume();
    expect(await read).toBe('more, please');
  });

  test('ends with the server, which says so', async () => {
    const codes = Promise.all([closeCode(await welcomed()), closeCode(await welcomed())]);
    await server.close();
    expect(await codes).toEqual([1001, 1001]);
  });

  test('outlives the moment from which nobody else is let in', async () => {
    const socket = await welcomed();
    server.stopListening();
    await expect(raw(server.port, 'GET / HTTP/1.1\r\n\r\n')).rejects.toThrow('ECONNREFUSED');
    const got = new Promise((resolve) => server.ports[0].onMessage(resolve));
    socket.send(encodeMessage('still here'));
    expect(await got).toBe('still here');
  });
});

describe('there are no more than 16 lines', () => {
  const own = () => ({ origin: `http://${server.host}` });

  test('the seventeenth page is refused', async () => {
    await server.close();
    server = await startTestServer({ lines: 3 });
    for (let i = 0; i < 3; i++) await welcomed();
    expect(await statusOf(own())).toBe(503);
  });

  test('lines that have not said their token give way, the oldest first', async () => {
    await server.close();
    server = await startTestServer({ lines: 3 });
    await welcomed();
    const [first, second] = [line(null), line(null)];
    await Promise.all(
      [first, second].map((socket) => new Promise((resolve) => socket.once('open', resolve))),
    );
    const closed = closeCode(first);
    await welcomed();
    expect(await closed).toBe(1006);
    expect(second.readyState).toBe(WebSocket.OPEN);
  });
});

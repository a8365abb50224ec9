import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeDataFiles } from '../data/dataFiles.ts';
import { nodeFileSystem } from '../files/fileSystem.ts';
import { download } from './download.ts';
import { openPart, type PartFile } from './partFile.ts';
import type { GtsrbArchive } from './source.ts';
import {
  type ArchiveServer,
  cutAfter,
  holdAfter,
  serve,
  startArchiveServer,
} from './testing/archiveServer.ts';
import { createTestClock, type TestClock } from './testing/testClock.ts';

const file = Buffer.from(Uint8Array.from({ length: 300_007 }, (_, i) => (i * 37) ^ (i >> 8)));
let folder = '';
let server: ArchiveServer;
let clock: TestClock;
let archive: GtsrbArchive;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gtsrb-'));
  server = await startArchiveServer();
  server.files.set('a.zip', file);
  clock = createTestClock();
  archive = {
    name: 'a.zip',
    url: `${server.base}a.zip`,
    bytes: file.length,
    checksum: { algorithm: 'sha256', hex: createHash('sha256').update(file).digest('hex') },
    images: 0,
    members: /x/,
  };
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const running = new AbortController().signal;
const open = () =>
  openPart(folder, archive, { files: nodeFileSystem, dataFiles: nodeDataFiles }, running, () => {});

/** Downloads into a part; `onBytes` is told how much there is. */
async function run(part: PartFile, { signal = running, onBytes = (_: number) => {} } = {}): Promise<void> {
  await download(archive, part, { fetch, clock, signal, onBytes: () => onBytes(part.bytes) });
  part.rest();
}

const expectWhole = (part: PartFile) => {
  expect(readFileSync(part.path).equals(file)).toBe(true);
  expect(part.checksum()).toBe(archive.checksum.hex);
};

test('a file comes whole at the first request, which asks for no range', async () => {
  const part = await open();
  await run(part);
  expectWhole(part);
  expect(server.requests).toEqual([{ url: '/a.zip' }]);
  expect(part.validator).toBe('"first"');
});

test('a body that is cut goes on where it ended, for the same version of the file', async () => {
  server.answers.push(cutAfter(100_001, server), cutAfter(50_000, server));
  const part = await open();
  await run(part);
  expectWhole(part);
  const ranges = server.requests.map(({ range }) => range);
  expect([ranges.length, ranges[0]]).toEqual([3, undefined]);
  expect(server.requests.slice(1).map(({ ifRange }) => ifRange)).toEqual(['"first"', '"first"']);
  expect(clock.waits).toEqual([1000, 1000]);
});

test('a server that stops sending is asked again after half a minute', async () => {
  server.answers.push(holdAfter(120_000, server));
  const part = await open();
  await run(part, { onBytes: (bytes) => bytes === 120_000 && clock.expire(30_000) });
  expectWhole(part);
  expect(server.requests.map(({ range }) => range)).toEqual([undefined, 'bytes=120000-']);
});

test('a server that never answers counts as one that stopped', async () => {
  server.answers.push(() => setImmediate(() => clock.expire(30_000)));
  const part = await open();
  await run(part);
  expectWhole(part);
  expect(server.requests).toHaveLength(2);
});

test('a file that has changed starts over, whichever way the server says so', async () => {
  const first = await open();
  first.begin('"old"');
  first.write(new Uint8Array(70_000));
  // By the whole file in the place of the range.
  await run(first);
  expectWhole(first);
  expect(server.requests).toEqual([{ url: '/a.zip', range: 'bytes=70000-', ifRange: '"old"' }]);
  first.begin('"old"');
  first.write(new Uint8Array(70_000));
  // By a range that is of another version.
  server.answers.push((request, response, served) => {
    delete request.headers['if-range'];
    serve(server)(request, response, served);
  });
  await run(first);
  expectWhole(first);
  expect(server.requests.slice(1).map(({ range }) => range)).toEqual(['bytes=70000-', undefined]);
});

test('a server that knows no ranges starts the file over', async () => {
  server.answers.push(cutAfter(200_000, server), (_request, response) => response.end(file));
  const told: number[] = [];
  const part = await open();
  await run(part, { onBytes: (bytes) => told.push(bytes) });
  expectWhole(part);
  expect(told.filter((bytes) => bytes === 0)).toHaveLength(2);
});

test.each([
  [
    'says that the range is not there',
    (_: unknown, response: { writeHead(status: number): { end(): void } }) => response.writeHead(416).end(),
  ],
  [
    'sends another range',
    (_: unknown, response: { writeHead(status: number, headers: object): { end(text: string): void } }) =>
      response.writeHead(206, { 'content-range': `bytes 5-9/${file.length}` }).end('other'),
  ],
  [
    'does not say which range it sends',
    (_: unknown, response: { writeHead(status: number): { end(text: string): void } }) =>
      response.writeHead(206).end('what?'),
  ],
])('a server that %s is asked for the whole', async (_name, answer) => {
  server.answers.push(cutAfter(9000, server), answer as never);
  const part = await open();
  await run(part);
  expectWhole(part);
  expect(server.requests.map(({ range }) => range !== undefined)).toEqual([false, true, false]);
});

test('an overloaded server is asked again, each time later', async () => {
  for (const status of [503, 429, 500, 502]) {
    server.answers.push((_request, response) => response.writeHead(status).end());
  }
  const part = await open();
  await run(part);
  expectWhole(part);
  expect(clock.waits).toEqual([1000, 2000, 4000, 8000]);
});

test('after five tries without a byte more there is one sentence, and what came is kept', async () => {
  server.answers.push(cutAfter(80_000, server));
  for (let i = 0; i < 6; i++) server.answers.push((_request, response) => response.destroy());
  const part = await open();
  await expect(run(part)).rejects.toThrow(
    /^could not download a\.zip from 127\.0\.0\.1:\d+: the connection was lost$/,
  );
  part.rest();
  expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 16_000]);
  expect(readFileSync(part.path).equals(file.subarray(0, part.bytes))).toBe(true);
  const again = await open();
  expect(again.bytes).toBe(part.bytes);
  await run(again);
  expectWhole(again);
});

test('nobody at the address is one sentence', async () => {
  await server.close();
  const part = await open();
  await expect(run(part)).rejects.toThrow(/^could not download a\.zip from .*: it refuses the connection$/);
  server = await startArchiveServer();
});

test.each([
  [404, 'answered 404 Not Found to the request for a.zip, expected the file'],
  [403, 'answered 403 Forbidden to the request for a.zip, expected the file'],
])('an answer of %d is final', async (status, sentence) => {
  server.answers.push((_request, response) => response.writeHead(status).end());
  await expect(run(await open())).rejects.toThrow(sentence);
  expect(server.requests).toHaveLength(1);
});

test('a file of another size is refused before it is read', async () => {
  server.files.set('a.zip', file.subarray(1));
  const part = await open();
  const { host } = new URL(server.base);
  const sentence = `a.zip has 300006 bytes at ${host}, expected 300007: it is not the published file`;
  await expect(run(part)).rejects.toThrow(sentence);
  expect([part.bytes, server.requests.length]).toEqual([0, 1]);
  part.begin('"first"');
  part.write(file.subarray(0, 10));
  await expect(run(part)).rejects.toThrow('has 300006 bytes');
});

test('a body without a length that does not end is cut off at the size there should be', async () => {
  server.answers.push((_request, response) => {
    const more = () => response.write(Buffer.alloc(100_000), () => setImmediate(more));
    response.on('error', () => {});
    more();
  });
  const part = await open();
  await expect(run(part)).rejects.toThrow('a.zip has more bytes');
  expect(part.bytes).toBeLessThanOrEqual(file.length);
});

test('redirects are followed, but not in circles, nowhere, or away from the web', async () => {
  const redirect = (location?: string) =>
    server.answers.push((_request, response) => response.writeHead(302, location ? { location } : {}).end());
  server.files.set('moved.zip', file);
  redirect('/moved.zip');
  const part = await open();
  await run(part);
  expectWhole(part);
  expect(server.requests.map(({ url }) => url)).toEqual(['/a.zip', '/moved.zip']);
  const fails = async (says: string) => {
    part.begin(null);
    await expect(run(part)).rejects.toThrow(says);
  };
  for (let i = 0; i < 6; i++) redirect('/a.zip');
  await fails('redirects more than 5 times');
  redirect();
  await fails('redirects without saying where to');
  redirect('file:///etc/passwd');
  await fails('redirects to file://, expected https');
  redirect('ftp://example.org/a.zip');
  await fails('redirects to ftp://example.org, expected https');
});

test('a download from https does not go on over http', async () => {
  const part = await open();
  const secure = { ...archive, url: 'https://example.org/a.zip' };
  const redirected = async () =>
    new Response(null, { status: 301, headers: { location: `${server.base}a.zip` } });
  const running = new AbortController().signal;
  await expect(
    download(secure, part, { fetch: redirected, clock, signal: running, onBytes: () => {} }),
  ).rejects.toThrow('https://example.org/a.zip redirects to http://127.0.0.1');
});

test('an aborted download stops at once with its reason, and goes on later', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  server.answers.push(holdAfter(150_000, server));
  const part = await open();
  const onBytes = (bytes: number) => bytes === 150_000 && controller.abort(reason);
  await expect(run(part, { signal: controller.signal, onBytes })).rejects.toBe(reason);
  expect(part.bytes).toBe(150_000);
  await expect(run(part, { signal: controller.signal })).rejects.toBe(reason);
  expect(server.requests).toHaveLength(1);
  await run(part);
  expectWhole(part);
});

test('an abort while it waits for the next try ends the wait', async () => {
  const controller = new AbortController();
  const still = createTestClock(0);
  server.answers.push((_request, response) => response.writeHead(503).end());
  const after = (milliseconds: number, action: () => void) => {
    if (milliseconds === 1000) setImmediate(() => controller.abort(new Error('enough')));
    return still.after(milliseconds, action);
  };
  const tools = { fetch, clock: { ...still, after }, signal: controller.signal, onBytes: () => {} };
  await expect(download(archive, await open(), tools)).rejects.toThrow('enough');
});

test('a fault of our own is no lost connection', async () => {
  const fetching = () => Promise.reject(new TypeError('x is not a function'));
  const part = await open();
  const tools = { fetch: fetching, clock, signal: running, onBytes: () => {} };
  await expect(download(archive, part, tools)).rejects.toThrow('x is not a function');
  expect(clock.waits).toEqual([]);
});

test('a server that cannot prove who it is is not asked twice', async () => {
  const cause = Object.assign(new Error('expired'), { code: 'CERT_HAS_EXPIRED' });
  const fetching = () => Promise.reject(new TypeError('fetch failed', { cause }));
  const tools = { fetch: fetching, clock, signal: running, onBytes: () => {} };
  await expect(download(archive, await open(), tools)).rejects.toThrow('cannot prove that it is');
  expect(clock.waits).toEqual([]);
});

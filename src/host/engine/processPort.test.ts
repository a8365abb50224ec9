import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CHUNK_BYTES, createChunkedPort } from '../../shared/chunkedPort.ts';
import type { Port } from '../../shared/port.ts';
import { childPort } from './processPort.ts';

let folder = '';
let script = '';
const children: ChildProcess[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-port-'));
  script = join(folder, 'child.mjs');
  // Sends back what it is sent; a number is an exit code.
  writeFileSync(
    script,
    `process.on('message', (message) => (typeof message === 'number' ? process.exit(message) : process.send(message)));
     process.on('disconnect', () => process.exit(0));`,
  );
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(options: { execPath?: string } = {}): Port {
  const child = fork(script, [], {
    ...options,
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  children.push(child);
  return childPort(child);
}

function next(port: Port, count: number): Promise<unknown[]> {
  const messages: unknown[] = [];
  return new Promise((resolve) =>
    port.onMessage((message) => {
      if (messages.push(message) === count) resolve(messages);
    }),
  );
}

const closing = (port: Port): Promise<string> => new Promise((resolve) => port.onClose(resolve));

test('what is posted crosses in order, numbers and missing fields as they are', async () => {
  const port = start();
  const messages = [
    { n: 1, nothing: undefined, not: Number.NaN, big: [2 ** 53, -0] },
    [Float32Array.of(1 / 3, -7), Uint8Array.of(3, 2)],
    'text 🚸',
    { last: null },
  ];
  const answers = next(port, messages.length);
  for (const message of messages) port.post(message);
  expect(await answers).toEqual(messages);
});

test('large arrays cross a real process border whole', async () => {
  const port = createChunkedPort(start());
  const arrived: unknown[] = [];
  port.onMessage((message) => arrived.push(message));
  // The child sends each envelope back, so that this end is given what it sent: pieces, then their message.
  const bytes = new Uint8Array(3 * CHUNK_BYTES + 5).map((_, i) => (i * 7) % 251);
  const done = new Promise<void>((resolve) => port.onMessage(() => resolve()));
  port.post({ name: 'weights', bytes });
  await done;
  const [{ name, bytes: back }] = arrived as [{ name: string; bytes: Uint8Array }];
  expect([name, Buffer.compare(back, bytes)]).toEqual(['weights', 0]);
});

test('a child that is ended says by what', async () => {
  const port = start();
  const reason = closing(port);
  port.close();
  expect(await reason).toBe('it was ended by SIGKILL');
});

test('a child that ends says with which code', async () => {
  const port = start();
  const reason = closing(port);
  port.post(7);
  expect(await reason).toBe('it ended with code 7');
});

test('who asks late is told too, and once', async () => {
  const port = start();
  const told: string[] = [];
  port.onClose((reason) => told.push(reason));
  port.close();
  await closing(port);
  port.close();
  expect(await closing(port)).toBe('it was ended by SIGKILL');
  expect(told).toEqual(['it was ended by SIGKILL']);
});

test('a message to a child that is gone is lost without a fault', async () => {
  const port = start();
  port.close();
  await closing(port);
  expect(() => port.post({ late: true })).not.toThrow();
});

test('a runtime that cannot be started is the reason', async () => {
  const port = start({ execPath: join(folder, 'no-such-node') });
  expect(await closing(port)).toMatch(/^it could not be started \(spawn .*no-such-node ENOENT\)$/);
});

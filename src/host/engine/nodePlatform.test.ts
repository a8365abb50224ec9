import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { createNodePlatform } from './nodePlatform.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-platform-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A platform whose threads run this text. */
function platformWith(worker: string) {
  const file = join(folder, `${worker.length}.mjs`);
  writeFileSync(file, worker);
  return createNodePlatform({ kernelsDir: folder, workerUrl: pathToFileURL(file) });
}

test('kernels are read by name, and a missing file is named', async () => {
  writeFileSync(join(folder, 'some-8.wasm'), Uint8Array.of(0, 97, 115, 109));
  const platform = platformWith('');
  expect([...(await platform.kernels('some-8'))]).toEqual([0, 97, 115, 109]);
  await expect(platform.kernels('none-8')).rejects.toThrow(ProblemError);
  await expect(platform.kernels('none-8')).rejects.toThrow('none-8.wasm: there is no such file or folder');
});

test('a thread is ready once it says so, and its later failure is heard', async () => {
  const platform = platformWith(`
    import { parentPort, workerData } from 'node:worker_threads';
    parentPort.once('message', () => {});
    parentPort.postMessage('ready');
    const words = new Int32Array(workerData);
    Atomics.wait(words, 0, 0);
    throw new Error('kernel 17 trapped');
  `);
  const words = new Int32Array(new SharedArrayBuffer(4));
  const thread = platform.startThread(words.buffer);
  const reason = new Promise<string>((resolve) => thread.onFailure(resolve));
  await thread.ready;
  Atomics.store(words, 0, 1);
  Atomics.notify(words, 0);
  expect(await reason).toBe('kernel 17 trapped');
});

test('a thread that fails before it is ready rejects with the reason', async () => {
  const thread = platformWith(`throw new Error('no memory for kernels');`).startThread(null);
  await expect(thread.ready).rejects.toThrow('a thread of the engine could not start: no memory for kernels');
});

test('a thread that is told to end ends while it waits, and that is no failure', async () => {
  const platform = platformWith(`
    import { parentPort, workerData } from 'node:worker_threads';
    parentPort.postMessage('ready');
    Atomics.wait(new Int32Array(workerData), 0, 0);
  `);
  const thread = platform.startThread(new SharedArrayBuffer(4));
  const reasons: string[] = [];
  thread.onFailure((reason) => reasons.push(reason));
  await thread.ready;
  thread.terminate();
  await platform.turn();
  expect(reasons).toEqual([]);
});

test('the clock runs on, a turn lets messages in and memory is counted', async () => {
  const platform = platformWith('//');
  const before = platform.now();
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  await platform.turn();
  expect(turned).toBe(true);
  expect(platform.now()).toBeGreaterThan(before);
  expect(platform.peakBytes()).toBeGreaterThan(10_000_000);
  expect(platform.processors).toBeGreaterThanOrEqual(1);
});

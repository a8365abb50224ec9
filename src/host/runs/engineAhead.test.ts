import { expect, test } from 'vitest';
import type { Model } from '../model.ts';
import type { StartingPoint } from './checkpointFile.ts';
import { createEngineAhead } from './engineAhead.ts';
import type { EngineStart, OpeningEngine } from './openingEngine.ts';

const model = {} as Model;
const from: StartingPoint = {
  position: { epoch: 1, step: 0 },
  reported: 0,
  best: null,
  tensors: { drawn: [] },
};

/** What is opened, read and ended, as it happens. */
function stage(device: Promise<string>, fault: Error | null = null) {
  const log: string[] = [];
  const opening = asked();
  const { promise: opened } = opening;
  const open = (start: EngineStart) => {
    log.push(`opens on ${start.device}, ${start.threads} threads, seed ${start.seed}`);
    if (fault) throw fault;
    const api = { readAhead: async ({ cache }: { cache: string }) => void log.push(`reads ${cache}`) };
    const engine = { api, close: async () => void log.push('ends') };
    return { engine, opened, listen: () => {} } as unknown as OpeningEngine;
  };
  return { log, opened: () => opening.resolve(''), ahead: createEngineAhead(device, { threads: 2 }, open) };
}

/** What is asked for until `resolve` is called. */
function asked() {
  let resolve = (_device: string) => {};
  const promise = new Promise<string>((tell) => {
    resolve = tell;
  });
  return { promise, resolve: (device: string) => resolve(device) };
}

test('an engine of a known device opens before images are read, and reads what is found of them', async () => {
  const { log, ahead } = stage(Promise.resolve('cpu'));
  await ahead.starts(model, 7, from);
  expect(log).toEqual(['opens on cpu, 2 threads, seed 7']);
  ahead.reads('images.sbcache');
  await ahead.opening;
  await ahead.close();
  expect(log.slice(1)).toEqual(['reads images.sbcache', 'ends']);
});

test('a device that is still asked for is not waited for', async () => {
  const asking = asked();
  const { log, ahead } = stage(asking.promise);
  await ahead.starts(model, 7, from);
  ahead.reads('images.sbcache');
  expect(log).toEqual([]);
  asking.resolve('webgpu');
  await ahead.opening;
  await ahead.close();
  expect(log).toEqual(['opens on webgpu, 2 threads, seed 7', 'reads images.sbcache', 'ends']);
});

test('images are decoded once the processor chose its kernels; other devices disturb nobody', async () => {
  const cpu = stage(Promise.resolve('cpu'));
  await cpu.ahead.starts(model, 7, from);
  let decodes = false;
  const waiting = cpu.ahead.decodes().then(() => {
    decodes = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(decodes).toBe(false);
  cpu.opened();
  await waiting;
  const webgpu = stage(Promise.resolve('webgpu'));
  await webgpu.ahead.starts(model, 7, from);
  await webgpu.ahead.decodes();
});

test('a run that ended before its device was known starts no engine', async () => {
  const asking = asked();
  const { log, ahead } = stage(asking.promise);
  await ahead.starts(model, 7, from);
  const closed = ahead.close();
  asking.resolve('webgpu');
  await closed;
  expect(log).toEqual([]);
});

test('a fault of opening waits for the run, which may have a worse one', async () => {
  const { ahead } = stage(Promise.resolve('cpu'), new Error('too large'));
  await ahead.starts(model, 7, from);
  ahead.reads('images.sbcache');
  await expect(ahead.opening).rejects.toThrow('too large');
  await ahead.close();
});

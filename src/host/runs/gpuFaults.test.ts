import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loseInsteadOfDestroy, patchGpu, set } from '../../engine/devices/webgpu/testing/patchGpu.ts';
import { openGpu } from '../engine/openGpu.ts';
import { runEnginesHere } from '../engine/testing/enginesHere.ts';
import { whyNoGpu } from '../engine/testing/whyNoGpu.ts';
import { runPaths } from './runFolder.ts';
import {
  createStage,
  createTestPage,
  type Stage,
  smallProject,
  type TestHost,
} from './testing/serviceStage.ts';
import { loadCheckpoint } from './useRun.ts';

const TIMEOUT = 60_000;
const missing = await whyNoGpu();

let stage: Stage;
let stop = () => {};
beforeEach(() => {
  stage = createStage();
});
afterEach(async () => {
  await stage.clear();
  stop();
});

/** Has engines run here on a GPU that was changed by `patch`. */
function useGpu(patch: (gpu: GPUDevice) => void): void {
  stop = runEnginesHere({ gpu: async () => patchGpu(await openGpu(), patch) });
}

/** A run on WebGPU that nobody ends, and a page that watches it. */
async function startRun(host: TestHost) {
  const document = smallProject({ epochs: 1_000_000 });
  const { id } = await host.call.startRun(stage.request(document, { device: 'webgpu' }));
  const page = createTestPage();
  page.events.push(...(await host.call.watchRun({ id, fromSeq: 0 }, page)).events);
  return { id, page, paths: runPaths(join(stage.runsFolder, id)) };
}

/** What is done to the GPU at first, and a way to break it later. */
type Fault = (gpu: GPUDevice) => () => void;

const lose: Fault = (gpu) => {
  loseInsteadOfDestroy(gpu, 'the driver was reset');
  return () => gpu.destroy();
};

const runOut: Fault = (gpu) => {
  let tell = (_event: Pick<GPUUncapturedErrorEvent, 'error'>) => {};
  set(gpu, 'addEventListener', ((_: string, listener: typeof tell) => {
    tell = listener;
  }) as GPUDevice['addEventListener']);
  return () => tell({ error: new GPUOutOfMemoryError('vkAllocateMemory failed') });
};

describe.skipIf(missing !== null)('a run on WebGPU', () => {
  test.each<[what: string, code: string, fault: Fault, sentence: string]>([
    [
      'whose GPU is lost',
      'device-lost',
      lose,
      'the GPU was lost (the driver was reset): its driver was reset, it was removed, or another program overloaded it',
    ],
    [
      'whose GPU runs out of memory',
      'gpu-out-of-memory',
      runOut,
      "the GPU's memory ran out (vkAllocateMemory failed); a smaller batch needs less",
    ],
  ])(
    '%s ends with its sentence (%s); its last checkpoint stands, and it goes on on the processor',
    async (_, code, fault, sentence) => {
      let strike = () => {};
      useGpu((gpu) => {
        strike = fault(gpu);
      });
      const host = stage.host();
      const { id, page, paths } = await startRun(host);
      await page.until((event) => event.kind === 'epoch' && event.line.epoch === 2);
      strike();
      expect(await page.reaches('failed')).toBe(sentence);
      const cause = { code, device: 'webgpu' };
      expect(page.events.at(-1)).toMatchObject({ kind: 'state', state: 'failed', cause });
      const [failed] = await stage.host().call.listRuns({});
      expect(failed).toMatchObject({ id, state: 'failed', sentence, cause });
      expect(failed.epochsDone).toBeGreaterThanOrEqual(2);
      expect(loadCheckpoint(paths, 'last').position.epoch).toBe(failed.epochsDone + 1);
      const epochs = failed.epochsDone + 1;
      await host.call.resumeRun({ id, epochs, device: 'cpu' });
      await page.reaches('finished');
      const [finished] = await host.call.listRuns({});
      expect(finished).toMatchObject({ state: 'finished', sentence: null, epochsDone: epochs });
    },
    TIMEOUT,
  );

  test(
    'whose driver refuses a shader ends before its first step, and begins on the processor',
    async () => {
      useGpu((gpu) => {
        const createShaderModule = gpu.createShaderModule.bind(gpu);
        set(gpu, 'createShaderModule', (descriptor) => {
          const isBad = descriptor.label === 'log softmax';
          return createShaderModule(isBad ? { ...descriptor, code: 'fn main( {' } : descriptor);
        });
      });
      const host = stage.host();
      const { id, page, paths } = await startRun(host);
      expect(await page.reaches('failed')).toMatch(
        /^the GPU's driver cannot run the shader of log softmax: line 1: /,
      );
      const cause = { code: 'shader-failed', device: 'webgpu' };
      expect(page.events.at(-1)).toMatchObject({ kind: 'state', state: 'failed', cause });
      expect(existsSync(paths.last)).toBe(false);
      await host.call.resumeRun({ id, epochs: 1, device: 'cpu' });
      await page.reaches('finished');
    },
    TIMEOUT,
  );
});

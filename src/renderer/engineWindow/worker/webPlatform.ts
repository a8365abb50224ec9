import { readPacked } from '../../../engine/data/packed/readPacked.ts';
import type { Platform } from '../../../engine/platform.ts';
import { KERNELS_PATH } from '../../../shared/kernelFiles.ts';
import { fail } from '../../../shared/problem.ts';
import { createWorkerAddress } from '../../../shared/workerAddress.ts';
import threadWorkerUrl from './threadWorker.ts?worker&url';
import { createTurn } from './turn.ts';
import { startWebThread } from './webThread.ts';

/** As much of a worker's own surroundings as is used. */
export interface WorkerSurroundings {
  readonly navigator: { readonly hardwareConcurrency: number; readonly gpu?: GPU };
}

/** The platform of a page's worker, and what it cannot find out by itself. */
export interface WebPlatform {
  readonly platform: Platform;
  /** The page and its workers hold so many bytes now. */
  noteMemory(bytes: number): void;
}

const address = createWorkerAddress(threadWorkerUrl);

/** A worker of a page as the engine sees it. */
export function createWebPlatform({ navigator }: WorkerSurroundings): WebPlatform {
  let peak = 0;
  const platform: Platform = {
    now: () => performance.now(),
    turn: createTurn(),
    // As sampleMemory.ts of the page has it; 0 as long as the browser has told nothing.
    peakBytes: () => peak,
    processors: navigator.hardwareConcurrency,
    // They gain by V8's revectorizer alone, which a page has by the flags of the whole program or not at all; without
    // it they are slower than the narrow ones, and trying them takes time.
    wideVectors: false,
    kernels: fetchKernels,
    startThread: (message) =>
      startWebThread(new Worker(address(), { type: 'module', name: 'thread' }), message),
    tensorflow: async () =>
      fail('tensorflow-elsewhere', "TensorFlow runs in a process of its own, not in the engine's window"),
    gpu: async () =>
      navigator.gpu ?? fail('no-webgpu', 'WebGPU cannot be had here: the page has no navigator.gpu'),
    images: (cache, parts) => readPacked(parts, cache),
  };
  return {
    platform,
    noteMemory: (bytes) => {
      peak = Math.max(peak, bytes);
    },
  };
}

async function fetchKernels(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(`${KERNELS_PATH}${name}.wasm`);
  if (!answer.ok)
    fail('no-kernels', `the kernels ${name} cannot be had: the page's server says ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

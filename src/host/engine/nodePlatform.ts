import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { Platform } from '../../engine/platform.ts';
import { loadImageSet } from '../data/packedFile.ts';
import { fileError } from '../files/fileProblem.ts';
import { builtFile } from '../paths.ts';
import { startNodeThread } from './nodeThread.ts';
import { openGpu } from './openGpu.ts';

/** Where the built parts lie. */
export interface NodePlatformOptions {
  /** The folder of the kernels' .wasm files. */
  readonly kernelsDir: string;
  /** The built worker.ts. */
  readonly workerUrl: URL;
}

/** Node as the engine sees it. */
export function createNodePlatform({ kernelsDir, workerUrl }: NodePlatformOptions): Platform {
  return {
    now: () => performance.now(),
    turn: () => setImmediate(),
    peakBytes: () => process.resourceUsage().maxRSS * 1024,
    processors: availableParallelism(),
    wideVectors: process.arch === 'x64',
    kernels: (name) => readKernels(join(kernelsDir, `${name}.wasm`)),
    startThread: (message) => startNodeThread(workerUrl, message),
    tensorflow: async (threads) => {
      // Only here: no other engine has to load it.
      const { openTensorFlow } = await import('../tensorflow/openTensorFlow.ts');
      return openTensorFlow(threads);
    },
    gpu: openGpu,
    images: async (cache) => loadImageSet(cache),
  };
}

/** Node with the parts that lie in this build's own `out/`. */
export function createBuiltPlatform(): Platform {
  return createNodePlatform({
    kernelsDir: builtFile('kernels'),
    workerUrl: pathToFileURL(builtFile('main', 'worker.js')),
  });
}

async function readKernels(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw fileError(error, 'read', path);
  }
}

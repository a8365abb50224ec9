import { instantiate, type Kernels } from './instance.ts';
import * as layout from './kernels/layout.ts';

/** What a thread is started with. */
export interface ThreadMessage {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** 0 to threads - 1; thread 0 is the engine's own where it takes part. */
  readonly thread: number;
  readonly threads: number;
}

/**
 * What a worker does: compiles the kernels, says that it is ready, then takes part in every command list until it is
 * told to end. Throws where a kernel traps, after the failure was written for the others to see.
 */
export function runThread({ module, memory, thread, threads }: ThreadMessage, ready: () => void): void {
  const kernels = instantiate(module, memory);
  const words = new Int32Array(memory.buffer, 0, layout.HEADER_BYTES / 4);
  let seen = Atomics.load(words, layout.GENERATION);
  ready();
  for (;;) {
    Atomics.wait(words, layout.GENERATION, seen);
    const generation = Atomics.load(words, layout.GENERATION);
    if (Atomics.load(words, layout.ENDING) !== 0) return;
    if (generation === seen) continue;
    seen = generation;
    try {
      takePart(kernels, words, thread, threads);
    } catch (error) {
      announceFailure(words);
      throw error;
    }
  }
}

function takePart(kernels: Kernels, words: Int32Array, thread: number, threads: number): void {
  const scratch = (words[layout.SCRATCH] >>> 0) + thread * (words[layout.SCRATCH_PITCH] >>> 0);
  kernels.run(words[layout.COMMANDS], words[layout.COMMAND_COUNT], threads, thread, scratch, 0);
  Atomics.add(words, layout.FINISHED, 1);
  Atomics.notify(words, layout.FINISHED);
}

/** Lets nobody wait for a thread that will not come. */
export function announceFailure(words: Int32Array): void {
  Atomics.store(words, layout.FAILURE, 1);
  Atomics.notify(words, layout.PASSED);
  Atomics.notify(words, layout.FINISHED);
}

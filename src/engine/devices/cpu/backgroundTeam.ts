import type { Platform, Thread } from '../../platform.ts';
import * as layout from './kernels/layout.ts';
import type { SharedMemory } from './memory.ts';
import { announceFailure, type ThreadMessage } from './thread.ts';

/** Threads that work while their caller does something else. */
export interface BackgroundTeam {
  readonly threads: number;
  /** Sees to it that each thread has so much scratch; not while they work. */
  reserveScratch(bytes: number): void;
  /** Begins a command list; the one before has to be done. */
  run(commands: number, count: number): void;
  /** Waits until the command list is done. Throws where a thread failed; none works then. */
  settle(): void;
  dispose(): void;
}

/** Starts threads beside the caller's own, which takes no part; resolves once all wait for work. */
export async function startBackgroundTeam(
  platform: Platform,
  shared: SharedMemory,
  module: WebAssembly.Module,
  threads: number,
): Promise<BackgroundTeam> {
  const { memory, header } = shared;
  const others: Thread[] = [];
  let fault = '';
  let scratch = { address: 0, pitch: 0 };
  let awaited = 0;
  const dispose = () => {
    Atomics.store(header, layout.ENDING, 1);
    Atomics.add(header, layout.GENERATION, 1);
    Atomics.notify(header, layout.GENERATION);
    for (const other of others) other.terminate();
  };
  for (let thread = 0; thread < threads; thread++) {
    const message: ThreadMessage = { module, memory, thread, threads };
    const other = platform.startThread(message);
    other.onFailure((reason) => {
      fault = `: ${reason}`;
      announceFailure(header);
    });
    others.push(other);
  }
  try {
    await Promise.all(others.map(({ ready }) => ready));
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    threads,
    dispose,
    reserveScratch(bytes) {
      const pitch = Math.ceil(bytes / 128) * 128;
      if (pitch <= scratch.pitch) return;
      const address = shared.allocate(pitch * threads, 'the threads’ scratch');
      if (scratch.pitch > 0) shared.free(scratch.address);
      scratch = { address, pitch };
    },
    run(commands, count) {
      header[layout.COMMANDS] = commands;
      header[layout.COMMAND_COUNT] = count;
      header[layout.SCRATCH] = scratch.address;
      header[layout.SCRATCH_PITCH] = scratch.pitch;
      awaited = (awaited + threads) | 0;
      Atomics.add(header, layout.GENERATION, 1);
      Atomics.notify(header, layout.GENERATION);
    },
    settle() {
      for (;;) {
        const finished = Atomics.load(header, layout.FINISHED);
        if (Atomics.load(header, layout.FAILURE) !== 0)
          throw new Error(`a thread that prepares images failed${fault}; the batch is lost`);
        if (finished === awaited) return;
        Atomics.wait(header, layout.FINISHED, finished);
      }
    },
  };
}

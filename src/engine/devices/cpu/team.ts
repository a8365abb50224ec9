import type { Platform, Thread } from '../../platform.ts';
import { instantiate } from './instance.ts';
import * as layout from './kernels/layout.ts';
import type { SharedMemory } from './memory.ts';
import { announceFailure, type ThreadMessage } from './thread.ts';

/** The threads of a device: the caller's own and those it started. */
export interface Team {
  readonly threads: number;
  /** Sees to it that each thread has so much scratch. */
  reserveScratch(bytes: number): void;
  /** Runs a command list on all threads and returns when it is done. Throws where a thread failed; none works then. */
  run(commands: number, count: number): void;
  dispose(): void;
}

/** Starts the threads beside the caller's own; resolves once all wait for work. */
export async function startTeam(
  platform: Platform,
  shared: SharedMemory,
  module: WebAssembly.Module,
  threads: number,
): Promise<Team> {
  const { memory, header } = shared;
  const kernels = instantiate(module, memory);
  const others: Thread[] = [];
  let fault: string | null = null;
  let scratch = { address: 0, pitch: 0 };
  const failed = (reason: string | null) => {
    const known = reason === null ? '' : `: ${reason}`;
    return new Error(`a thread of the CPU device failed${known}; what it worked on is lost`);
  };
  const dispose = () => {
    Atomics.store(header, layout.ENDING, 1);
    Atomics.add(header, layout.GENERATION, 1);
    Atomics.notify(header, layout.GENERATION);
    for (const other of others) other.terminate();
  };
  for (let thread = 1; thread < threads; thread++) {
    const message: ThreadMessage = { module, memory, thread, threads };
    const other = platform.startThread(message);
    other.onFailure((reason) => {
      fault ??= reason;
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
      if (Atomics.load(header, layout.FAILURE) !== 0) throw failed(fault);
      if (count === 0) return;
      if (threads > 1) {
        header[layout.COMMANDS] = commands;
        header[layout.COMMAND_COUNT] = count;
        header[layout.SCRATCH] = scratch.address;
        header[layout.SCRATCH_PITCH] = scratch.pitch;
        Atomics.add(header, layout.GENERATION, 1);
        Atomics.notify(header, layout.GENERATION);
      }
      let status: number;
      try {
        status = kernels.run(commands, count, threads, scratch.address);
      } catch (error) {
        // The others must not wait for us.
        announceFailure(header);
        throw new Error(`a kernel of the CPU device failed: ${(error as Error).message}`, { cause: error });
      }
      if (status !== 0) throw failed(fault);
    },
  };
}

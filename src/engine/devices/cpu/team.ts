import type { Platform } from '../../platform.ts';
import { instantiate } from './instance.ts';
import * as layout from './kernels/layout.ts';
import type { SharedMemory } from './memory.ts';
import { startTeamThreads } from './teamThreads.ts';
import { announceFailure } from './thread.ts';

/** The threads of a device: the caller's own and those it started. */
export interface Team {
  readonly threads: number;
  /** Sees to it that each thread has so much scratch. */
  reserveScratch(bytes: number): void;
  /**
   * Runs a command list on all threads and returns when it is done. `times` is an address for count + 1 times of the
   * platform's clock, float64: of the beginning and of each command's end. Throws where a thread failed; none works then.
   */
  run(commands: number, count: number, times?: number): void;
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
  const kernels = instantiate(module, memory, () => platform.now());
  const others = await startTeamThreads(platform, shared, module, { first: 1, threads });
  const failed = () =>
    new Error(`a thread of the CPU device failed${others.fault}; what it worked on is lost`);
  return {
    threads,
    dispose: others.dispose,
    reserveScratch: others.reserveScratch,
    run(commands, count, times = 0) {
      if (Atomics.load(header, layout.FAILURE) !== 0) throw failed();
      if (count === 0) return;
      if (threads > 1) others.call(commands, count);
      let status: number;
      try {
        status = kernels.run(commands, count, threads, 0, others.scratch, times);
      } catch (error) {
        // The others must not wait for us.
        announceFailure(header);
        throw new Error(`a kernel of the CPU device failed: ${(error as Error).message}`, { cause: error });
      }
      if (status !== 0) throw failed();
    },
  };
}

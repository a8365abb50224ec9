import type { Platform } from '../../platform.ts';
import * as layout from './kernels/layout.ts';
import type { SharedMemory } from './memory.ts';
import { startTeamThreads } from './teamThreads.ts';

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
  const { header } = shared;
  const team = await startTeamThreads(platform, shared, module, { first: 0, threads });
  let awaited = 0;
  return {
    threads,
    dispose: team.dispose,
    reserveScratch: team.reserveScratch,
    run(commands, count) {
      awaited = (awaited + threads) | 0;
      team.call(commands, count);
    },
    settle() {
      for (;;) {
        const finished = Atomics.load(header, layout.FINISHED);
        if (Atomics.load(header, layout.FAILURE) !== 0)
          throw new Error(`a thread that prepares images failed${team.fault}; the batch is lost`);
        if (finished === awaited) return;
        Atomics.wait(header, layout.FINISHED, finished);
      }
    },
  };
}

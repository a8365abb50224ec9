import type { Platform, Thread } from '../../platform.ts';
import * as layout from './kernels/layout.ts';
import type { SharedMemory } from './memory.ts';
import { announceFailure, type ThreadMessage } from './thread.ts';

/** The threads of a team that were started for it, waiting for work. */
export interface TeamThreads {
  /** Sees to it that each thread of the team has so much scratch; not while they work. */
  reserveScratch(bytes: number): void;
  /** Address of thread 0's scratch. */
  readonly scratch: number;
  /** Has the threads run a command list. */
  call(commands: number, count: number): void;
  /** Why a thread failed, as the end of a sentence: `: it ran out of memory`, or nothing where that is not known. */
  readonly fault: string;
  dispose(): void;
}

/** Starts threads `first` to `threads` - 1 of a team; resolves once all wait for work. */
export async function startTeamThreads(
  platform: Platform,
  { memory, header, allocate, free }: SharedMemory,
  module: WebAssembly.Module,
  { first, threads }: { readonly first: number; readonly threads: number },
): Promise<TeamThreads> {
  const started: Thread[] = [];
  let fault = '';
  let scratch = { address: 0, pitch: 0 };
  const dispose = () => {
    Atomics.store(header, layout.ENDING, 1);
    Atomics.add(header, layout.GENERATION, 1);
    Atomics.notify(header, layout.GENERATION);
    for (const thread of started) thread.terminate();
  };
  for (let thread = first; thread < threads; thread++) {
    const message: ThreadMessage = { module, memory, thread, threads };
    const other = platform.startThread(message);
    other.onFailure((reason) => {
      fault ||= `: ${reason}`;
      announceFailure(header);
    });
    started.push(other);
  }
  try {
    await Promise.all(started.map(({ ready }) => ready));
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    dispose,
    get fault() {
      return fault;
    },
    get scratch() {
      return scratch.address;
    },
    reserveScratch(bytes) {
      const pitch = Math.ceil(bytes / 128) * 128;
      if (pitch <= scratch.pitch) return;
      const address = allocate(pitch * threads, 'the threads’ scratch');
      if (scratch.pitch > 0) free(scratch.address);
      scratch = { address, pitch };
    },
    call(commands, count) {
      header[layout.COMMANDS] = commands;
      header[layout.COMMAND_COUNT] = count;
      header[layout.SCRATCH] = scratch.address;
      header[layout.SCRATCH_PITCH] = scratch.pitch;
      Atomics.add(header, layout.GENERATION, 1);
      Atomics.notify(header, layout.GENERATION);
    },
  };
}

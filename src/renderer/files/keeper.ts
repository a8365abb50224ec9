/** What a keeper needs of a clock; `set` waits some milliseconds and runs. */
export interface Timers {
  readonly now: () => number;
  readonly set: (run: () => void, milliseconds: number) => unknown;
  readonly clear: (timer: never) => void;
}

/** Writes soon after it was touched. */
export interface Keeper {
  readonly touch: () => void;
  /** Writes at once what would be written soon. */
  readonly flush: () => void;
}

/** An edit is written this long after it was made, and at most so long when edits follow one another. */
export const QUIET = 250;
export const LONGEST = 900;
/** After a write that failed. */
export const RETRY = 5000;

/**
 * Calls `write` soon after the last touch, and never later than the longest wait after the first. One write at a time:
 * a touch during one is written after it. A write that fails is tried again.
 */
export function createKeeper(write: () => Promise<void>, timers: Timers): Keeper {
  let timer: unknown = null;
  let first: number | null = null;
  let isWriting = false;
  let isStale = false;

  const runIn = (milliseconds: number) => {
    if (timer !== null) timers.clear(timer as never);
    timer = timers.set(() => void run(), milliseconds);
  };
  const run = async () => {
    if (timer !== null) timers.clear(timer as never);
    timer = null;
    first = null;
    isStale = isWriting;
    if (isWriting) return;
    isWriting = true;
    let hasFailed = false;
    try {
      await write();
    } catch {
      hasFailed = true;
    }
    isWriting = false;
    if (isStale) void run();
    else if (hasFailed && timer === null) runIn(RETRY);
  };

  return {
    touch: () => {
      const now = timers.now();
      first ??= now;
      runIn(Math.max(0, Math.min(QUIET, first + LONGEST - now)));
    },
    flush: () => {
      if (timer !== null) void run();
    },
  };
}

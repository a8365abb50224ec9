import type { Clock } from '../clock.ts';

/** A clock on which short waits are over at once, and long ones when a test says so. */
export interface TestClock extends Clock {
  /** The waits that were over, in milliseconds, but for those under a second. */
  readonly waits: readonly number[];
  /** Lets every wait of at least this long that is still pending be over. */
  expire(milliseconds: number): void;
}

/** Waits of up to `short` milliseconds are short. */
export function createTestClock(short = 20_000): TestClock {
  const pending = new Set<{ readonly milliseconds: number; readonly action: () => void }>();
  const waits: number[] = [];
  let time = 5000;
  return {
    waits,
    now: () => time,
    after: (milliseconds, action) => {
      const entry = { milliseconds, action };
      pending.add(entry);
      if (milliseconds <= short) {
        setImmediate(() => {
          if (!pending.delete(entry)) return;
          time += milliseconds;
          if (milliseconds >= 1000) waits.push(milliseconds);
          action();
        });
      }
      return () => void pending.delete(entry);
    },
    expire: (least) => {
      for (const entry of [...pending]) {
        if (entry.milliseconds < least) continue;
        pending.delete(entry);
        time += entry.milliseconds;
        entry.action();
      }
    },
  };
}

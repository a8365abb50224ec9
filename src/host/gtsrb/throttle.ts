import type { Clock } from './clock.ts';

/**
 * Calls `action` for a row of calls at once and then at most every `pause` milliseconds, the last time after
 * the last call.
 */
export function throttle(clock: Clock, pause: number, action: () => void): () => void {
  let due = Number.NEGATIVE_INFINITY;
  let isPending = false;
  const run = () => {
    isPending = false;
    due = clock.now() + pause;
    action();
  };
  return () => {
    if (isPending) return;
    const left = due - clock.now();
    if (left <= 0) {
      run();
      return;
    }
    isPending = true;
    clock.after(left, run);
  };
}

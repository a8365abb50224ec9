import type { Clock } from './clock.ts';

const WINDOW = 5000;

/** Measures bytes per second over the last five seconds. */
export interface Speed {
  count(bytes: number): void;
  perSecond(): number;
  reset(): void;
}

/** A measure that starts with nothing. */
export function createSpeed(clock: Clock): Speed {
  let counted: { readonly at: number; readonly bytes: number }[] = [];
  let since = clock.now();
  const forget = () => {
    const from = clock.now() - WINDOW;
    const first = counted.findIndex(({ at }) => at > from);
    counted = first < 0 ? [] : counted.slice(first);
  };
  return {
    count: (bytes) => {
      const last = counted.at(-1);
      const at = clock.now();
      // A second holds thousands of pieces: those of a twentieth are counted as one.
      if (last !== undefined && at - last.at < 50)
        counted[counted.length - 1] = { at: last.at, bytes: last.bytes + bytes };
      else counted.push({ at, bytes });
    },
    perSecond: () => {
      forget();
      const seconds = Math.max(0.25, Math.min(WINDOW, clock.now() - since) / 1000);
      return Math.round(counted.reduce((sum, { bytes }) => sum + bytes, 0) / seconds);
    },
    reset: () => {
      counted = [];
      since = clock.now();
    },
  };
}

/** Something that is done at most so often. */
export interface Throttle {
  /** Does it at once where the last time is long enough ago, else as soon as it is. */
  ask(): void;
  /** Does it now where it is asked for and still to come. */
  flush(): void;
}

/** Does `action` at most once in `milliseconds`; the last call is never lost. It keeps no process alive. */
export function createThrottle(action: () => void, milliseconds: number): Throttle {
  let last = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | null = null;
  const act = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    last = performance.now();
    action();
  };
  return {
    ask() {
      if (timer !== null) return;
      const wait = last + milliseconds - performance.now();
      if (wait <= 0) return act();
      timer = setTimeout(act, wait);
      timer.unref();
    },
    flush() {
      if (timer !== null) act();
    },
  };
}

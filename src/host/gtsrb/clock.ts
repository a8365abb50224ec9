/** Time, as an argument, so that a test need not wait for it. */
export interface Clock {
  /** Milliseconds on a clock that only goes forward. */
  now(): number;
  /** Runs `action` once, `milliseconds` from now; the answer takes that back. */
  after(milliseconds: number, action: () => void): () => void;
}

/** The machine's own; a pending action does not keep the process alive. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves after a while; rejects with the signal's reason as soon as that is aborted. */
export function wait(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.after(milliseconds, () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    signal.addEventListener('abort', abort, { once: true });
  });
}

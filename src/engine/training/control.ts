/** Tells a training loop to go on, to wait, or to end at the next step border. */
export interface Control {
  readonly stopped: boolean;
  pause(): void;
  resume(): void;
  stop(): void;
  /** Resolves at once unless paused; then on resume or stop. */
  whenRunning(): Promise<void>;
}

/** Makes a control that lets the loop run. */
export function createControl(): Control {
  let paused = false;
  let stopped = false;
  let wake: (() => void)[] = [];
  const release = () => {
    for (const resolve of wake) resolve();
    wake = [];
  };
  return {
    get stopped() {
      return stopped;
    },
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      release();
    },
    stop() {
      stopped = true;
      release();
    },
    whenRunning: () =>
      paused && !stopped ? new Promise((resolve) => wake.push(resolve)) : Promise.resolve(),
  };
}

import type { Platform } from '../platform.ts';

/** Milliseconds a loop may run before it lets messages in. */
export const TURN_MILLISECONDS = 50;
/** How often progress is read from the device, in milliseconds. */
const PROGRESS_MILLISECONDS = 100;

/** Keeps a training loop's time: how fast it goes, and when to let messages in, to show progress, to save. */
export interface Pace {
  /** Counts the images of a step that was done. */
  add(images: number): void;
  /** Training time so far, in seconds. */
  seconds(): number;
  imagesPerSecond(): number;
  turnIsDue(): boolean;
  progressIsDue(): boolean;
  checkpointIsDue(): boolean;
  /** Runs what is no training, a pause or a checkpoint: its time does not count. */
  aside(action: () => Promise<void>): Promise<void>;
  /** Counts the seconds to the next checkpoint from now on. */
  saved(): void;
}

/** Starts the clock. */
export function createPace(platform: Pick<Platform, 'now'>, checkpointSeconds: number): Pace {
  const started = platform.now();
  let elsewhere = 0;
  let images = 0;
  let turned = started;
  let shown = started;
  let saved = started;
  const seconds = () => Math.max(1e-9, (platform.now() - started - elsewhere) / 1000);
  return {
    add(count) {
      images += count;
    },
    seconds,
    imagesPerSecond: () => images / seconds(),
    turnIsDue() {
      const now = platform.now();
      if (now - turned < TURN_MILLISECONDS) return false;
      turned = now;
      return true;
    },
    progressIsDue() {
      const now = platform.now();
      if (now - shown < PROGRESS_MILLISECONDS) return false;
      shown = now;
      return true;
    },
    checkpointIsDue: () => platform.now() - saved >= checkpointSeconds * 1000,
    async aside(action) {
      const left = platform.now();
      await action();
      elsewhere += platform.now() - left;
    },
    saved() {
      saved = platform.now();
    },
  };
}

import type { Progress } from '../../../engine/training/trainer.ts';
import type { RunProgress } from '../../../shared/api/runs.ts';
import type { CurvePoint } from '../../../shared/curve.ts';

/** What a run's time depends on beside its pace. */
export interface RunLength {
  readonly epochs: number;
  /** Training images of an epoch. */
  readonly images: number;
  /** Seconds from the last step of an epoch to the first of the next; 0 before one was seen. */
  readonly betweenEpochs: number;
}

/** Progress as pages are told it. */
export function runProgress(
  progress: Progress,
  point: CurvePoint,
  { epochs, images, betweenEpochs }: RunLength,
): RunProgress {
  const { epoch, step, steps, end, loss, accuracy, imagesPerSecond, secondsLeft } = progress;
  const epochSeconds = images / Math.max(imagesPerSecond, 1e-9);
  const left = Math.max(0, epochs - epoch);
  const runSecondsLeft = secondsLeft + left * epochSeconds + (1 + Math.ceil(left)) * betweenEpochs;
  return {
    epoch,
    epochs,
    step,
    steps,
    end,
    loss,
    accuracy,
    imagesPerSecond,
    epochSecondsLeft: secondsLeft,
    runSecondsLeft,
    point,
  };
}

import type { PassMetrics } from '../../../engine/training/metrics.ts';
import type { Progress } from '../../../engine/training/trainer.ts';
import type { CurvePoint } from '../../../shared/curve.ts';
import { epochsAt } from '../../../shared/epochs.ts';

/** Least milliseconds from one point of a curve to the next: ten a second. */
const INTERVAL = 90;
/** At an epoch's end sooner, since nothing follows while the held-out images are evaluated. */
const LAST_INTERVAL = 20;

const NOTHING: PassMetrics = { loss: 0, accuracy: 0, images: 0 };

/** The part of progress that a curve is made of. */
export type CumulativeProgress = Pick<
  Progress,
  'epoch' | 'step' | 'steps' | 'end' | 'loss' | 'accuracy' | 'images'
>;

/**
 * Makes of progress, whose means count from the epoch's begin, the means since the last point. `done` is what the
 * first epoch had done before. The returned function answers null where it is too early for a point; what it was told
 * then goes into the next one.
 */
export function createIntervals(
  epoch: number,
  done: PassMetrics,
  now: () => number = () => performance.now(),
): (progress: CumulativeProgress) => CurvePoint | null {
  let current = epoch;
  let before = done;
  let since = { loss: 0, correct: 0, images: 0 };
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const base = progress.epoch === current ? before : NOTHING;
    current = progress.epoch;
    before = progress;
    since = {
      loss: since.loss + progress.loss * progress.images - base.loss * base.images,
      correct: since.correct + progress.accuracy * progress.images - base.accuracy * base.images,
      images: since.images + progress.images - base.images,
    };
    const passed = now() - last;
    const isDue = passed >= INTERVAL || (progress.step === progress.end && passed >= LAST_INTERVAL);
    if (!isDue || since.images <= 0) return null;
    last = now();
    const { loss, correct, images } = since;
    since = { loss: 0, correct: 0, images: 0 };
    return {
      at: epochsAt(progress),
      loss: loss / images,
      accuracy: Math.min(1, Math.max(0, correct / images)),
    };
  };
}

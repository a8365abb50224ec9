/** What a run told of its batch. */
export interface BatchOutcome {
  /** Added up over its images, or as it is where the criterion does not average. */
  readonly loss: number;
  readonly correct: number;
  readonly images: number;
}

/**
 * Adds a batch to metrics {lossSum, compensation, correct, seen}, in float32 by Kahan's summation: the operation
 * `accumulate`, on our side.
 */
export function addToMetrics(metrics: Float32Array, { loss, correct, images }: BatchOutcome): void {
  const [sum, compensation] = metrics;
  const step = Math.fround(loss - compensation);
  const total = Math.fround(sum + step);
  metrics[1] = Math.fround(Math.fround(total - sum) - step);
  metrics[0] = total;
  metrics[2] += correct;
  metrics[3] += images;
}

/** What the device accumulates over a pass (operation `accumulate`). */
export interface PassMetrics {
  /** Mean loss per image. */
  readonly loss: number;
  /** Share of images whose largest score is their class, 0 to 1. */
  readonly accuracy: number;
  readonly images: number;
}

/** Reads the metrics tensor {lossSum, compensation, correct, seen}. With no image seen, loss and accuracy are 0. */
export function passMetrics(tensor: Float32Array): PassMetrics {
  const [lossSum, compensation, correct, images] = tensor;
  const seen = Math.max(1, images);
  return { loss: (lossSum - compensation) / seen, accuracy: correct / seen, images };
}

/** Counts by [true class][predicted class], as optim.ConfusionMatrix. */
export type ConfusionMatrix = readonly (readonly number[])[];

/** Counts predictions; both lists hold 0-based classes. */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) matrix[labels[i]][predicted[i]]++;
  return matrix;
}

/** The class with the largest score of each image, the first on ties. */
export function predictions(scores: Float32Array, classes: number): Uint32Array {
  const predicted = new Uint32Array(scores.length / classes);
  for (let i = 0; i < predicted.length; i++) {
    for (let c = 1; c < classes; c++) {
      if (scores[i * classes + c] > scores[i * classes + predicted[i]]) predicted[i] = c;
    }
  }
  return predicted;
}

/** The `count` classes with the largest probabilities, largest first, the first on ties. */
export function topClasses(probabilities: ArrayLike<number>, count: number): number[] {
  return Array.from(probabilities, (_, c) => c)
    .sort((a, b) => probabilities[b] - probabilities[a] || a - b)
    .slice(0, count);
}

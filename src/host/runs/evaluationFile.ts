import type { ImageSelection } from '../../engine/data/dataset.ts';
import type { CriterionDefinition } from '../../engine/nn/criterions/criterion.ts';
import type { Evaluation } from '../../engine/training/evaluator.ts';
import { type ConfusionMatrix, confusionMatrix, predictions } from '../../engine/training/metrics.ts';

/** One image and what the network made of it. */
export interface Prediction {
  /** Dataset index. */
  readonly index: number;
  readonly file: string;
  /** 0-based. */
  readonly class: number;
  readonly predicted: number;
  readonly probabilities: readonly number[];
}

/** The last evaluation of a run: what the gallery of mistakes shows. */
export interface EvaluationFile {
  readonly epoch: number;
  readonly split: 'validation' | 'test';
  readonly loss: number;
  readonly accuracy: number;
  readonly confusion: ConfusionMatrix;
  readonly mistakes: readonly Prediction[];
}

/** Each image's class, prediction and probabilities, in the selection's order. */
export function predictionList(
  { scores }: Evaluation,
  { set, indices }: ImageSelection,
  probabilities: CriterionDefinition['probabilities'],
): Prediction[] {
  const classes = scores.length / Math.max(1, indices.length);
  const predicted = predictions(scores, classes);
  return Array.from(indices, (index, i) => {
    const shares = Float64Array.from(scores.subarray(i * classes, (i + 1) * classes));
    probabilities(shares);
    const { file, label } = set.records[index];
    return { index, file, class: label, predicted: predicted[i], probabilities: Array.from(shares, rounded) };
  });
}

/** Nine digits tell any two float32 apart and keep files readable. */
function rounded(value: number): number {
  return Number(value.toPrecision(9));
}

/** Confusion matrix of a prediction list. */
export function confusionOf(list: readonly Prediction[], classes: number): ConfusionMatrix {
  return confusionMatrix(
    list.map((item) => item.class),
    list.map((item) => item.predicted),
    classes,
  );
}

/** What is kept of an evaluation: the confusion matrix and the mistakes with their probabilities. */
export function evaluationFile(
  epoch: number,
  split: 'validation' | 'test',
  evaluation: Evaluation,
  list: readonly Prediction[],
  classes: number,
): EvaluationFile {
  const { loss, accuracy } = evaluation;
  const mistakes = list.filter((item) => item.class !== item.predicted);
  return { epoch, split, loss, accuracy, confusion: confusionOf(list, classes), mistakes };
}

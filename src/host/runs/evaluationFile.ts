import { z } from 'zod';
import type { ImageSelection } from '../../engine/data/dataset.ts';
import type { CriterionDefinition } from '../../engine/nn/criterions/criterion.ts';
import type { Evaluation } from '../../engine/training/evaluator.ts';
import { type ConfusionMatrix, confusionMatrix, predictions } from '../../engine/training/metrics.ts';
import { readJson } from '../../shared/json.ts';
import { fail } from '../../shared/problem.ts';

/** One image and what the network made of it. */
export interface Prediction {
  /** Dataset index. */
  readonly index: number;
  readonly file: string;
  /** Which physical sign; '' where the data know none. */
  readonly track: string;
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

/** Each image's class, prediction and probabilities, in the selection's order; of all, or of those that `lists`. */
export function predictionList(
  { scores }: Evaluation,
  { set, indices }: ImageSelection,
  probabilities: CriterionDefinition['probabilities'],
  lists: (truth: number, predicted: number) => boolean = () => true,
): Prediction[] {
  const classes = scores.length / Math.max(1, indices.length);
  const predicted = predictions(scores, classes);
  return Array.from(indices).flatMap((index, i) => {
    const { file, track, label } = set.records[index];
    if (!lists(label, predicted[i])) return [];
    const shares = Float64Array.from(scores.subarray(i * classes, (i + 1) * classes));
    probabilities(shares);
    const list = Array.from(shares, rounded);
    return { index, file, track, class: label, predicted: predicted[i], probabilities: list };
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
  selection: ImageSelection,
  probabilities: CriterionDefinition['probabilities'],
): EvaluationFile {
  const { loss, accuracy, scores } = evaluation;
  const { set, indices } = selection;
  const classes = set.classes.length;
  const labels = Array.from(indices, (index) => set.records[index].label);
  const predicted = predictions(scores, scores.length / Math.max(1, indices.length));
  // Making the probabilities of thousands of images readable takes longer than all the rest.
  const isMistake = (truth: number, guess: number) => truth !== guess;
  const mistakes = predictionList(evaluation, selection, probabilities, isMistake);
  return { epoch, split, loss, accuracy, confusion: confusionMatrix(labels, predicted, classes), mistakes };
}

const count = z.int().min(0);
const fileSchema = z.object({
  epoch: z.number().positive(),
  split: z.enum(['validation', 'test']),
  loss: z.number(),
  accuracy: z.number().min(0).max(1),
  confusion: z.array(z.array(count)),
  mistakes: z.array(
    z.object({
      index: count,
      file: z.string(),
      // Files written before tracks were kept have none.
      track: z.string().default(''),
      class: count,
      predicted: count,
      probabilities: z.array(z.number()),
    }),
  ),
});

/** An evaluation of a million mistakes among 43 classes would be about as long. */
const LIMITS = { bytes: 512 * 1024 * 1024, depth: 8 };

/** Reads evaluation.json's text; throws ProblemError with one sentence where it is not one. */
export function readEvaluationFile(text: string, file: string): EvaluationFile {
  const parsed = fileSchema.safeParse(readJson(text, { ...LIMITS, file }));
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0];
  fail('not-an-evaluation', `${file} is no evaluation: field ${path.join('.') || '(all)'}: ${message}`, {
    file,
  });
}

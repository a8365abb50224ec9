import type { Problem } from '../../../shared/problem.ts';
import type { Builder, ValueId } from '../../compiler/builder.ts';
import type { ParamDeclarations, ParamsOf } from '../params.ts';
import type { Shape } from '../shape.ts';

export interface CriterionContext<P> {
  readonly builder: Builder;
  readonly params: P;
  /** The network's output, [n, classes]. */
  readonly scores: ValueId;
  /** Class of each image, 0-based int32 [n]. */
  readonly labels: ValueId;
  /** Adds a tensor of given numbers. */
  readonly constant: (name: string, data: readonly number[]) => ValueId;
}

/** A criterion of Torch's nn, declared once. Targets are classes; the batch is averaged as sizeAverage says. */
export interface CriterionDefinition<D extends ParamDeclarations = ParamDeclarations> {
  readonly type: string;
  readonly summary: string;
  readonly documentation: string;
  readonly params: D;
  /** The Problem with scores of this shape, or null. */
  readonly check: (
    params: ParamsOf<D>,
    scores: Shape,
    problem: (code: string, message: string) => Problem,
  ) => Problem | null;
  /** Appends the loss; returns it, what is counted as scores, and how the gradient of the network's output is appended. */
  readonly lower: (context: CriterionContext<ParamsOf<D>>) => {
    readonly loss: ValueId;
    readonly gradient: () => ValueId;
    /** What forward values the counting of correct images looks at: largest is the predicted class. */
    readonly counted: ValueId;
  };
  /** Whether the loss is a mean over the images of a batch. */
  readonly sizeAverage: (params: ParamsOf<D>) => boolean;
  /** The network's scores of one image as probabilities, written in place. */
  readonly probabilities: (scores: Float64Array) => void;
  readonly samples: readonly { readonly params: Partial<ParamsOf<D>>; readonly classes: number }[];
}

/** Declares a criterion with its parameter types derived from the declarations. */
export function defineCriterion<const D extends ParamDeclarations>(
  definition: CriterionDefinition<D>,
): CriterionDefinition {
  return definition as unknown as CriterionDefinition;
}

/** Parameters that every criterion over classes has. */
export const sizeAverage = {
  kind: 'boolean',
  default: true,
  description: 'Average the loss over the batch instead of adding it up',
} as const;

export const classWeights = {
  kind: 'numbers',
  default: null,
  min: 0,
  max: 1e6,
  minLength: 1,
  maxLength: 65536,
  description: 'A weight for each class; blank: all count alike',
} as const;

export const labelSmoothing = {
  kind: 'number',
  default: 0,
  min: 0,
  max: 1,
  belowMax: true,
  description: 'Share of the target that is spread evenly over all classes',
} as const;

/** Scores of classes are one vector an image; weights, where given, one a class. */
export function classScoresProblem(
  params: { readonly weights: readonly number[] | null },
  scores: Shape,
  problem: (code: string, message: string) => Problem,
): Problem | null {
  if (scores.length !== 1) {
    return problem(
      'shape-mismatch',
      `expects one vector of class scores per image, found ${scores.join('x')}`,
    );
  }
  const { weights } = params;
  if (weights === null || weights.length === scores[0]) return null;
  return problem(
    'param-range',
    `parameter weights has ${weights.length} numbers, expected ${scores[0]}, one a class`,
  );
}

/** exp(x - max) / sum, in place. */
export function softMaxInPlace(scores: Float64Array): void {
  let max = Number.NEGATIVE_INFINITY;
  for (const score of scores) max = Math.max(max, score);
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    scores[c] = Math.exp(scores[c] - max);
    sum += scores[c];
  }
  for (let c = 0; c < scores.length; c++) scores[c] /= sum;
}

import type { Builder, ValueId } from '../compiler/builder.ts';
import type { Segment } from '../compiler/program.ts';
import type { ParamDeclarations, ParamsOf } from '../nn/params.ts';

/** One segment of the flat vector with its tensors, and what the optimiser keeps beside it: `state`, one value a name. */
export interface UpdateContext<P> extends Segment {
  readonly builder: Builder;
  readonly params: P;
  readonly hyper: ValueId;
}

/** An optimiser of Torch's optim, over the flat parameter vector, declared once. */
export interface OptimiserDefinition<D extends ParamDeclarations = ParamDeclarations> {
  readonly type: string;
  readonly summary: string;
  readonly documentation: string;
  readonly params: D;
  /** What is wrong with parameters that are each in range, or null. */
  readonly check: (params: ParamsOf<D>) => { readonly param: string; readonly message: string } | null;
  /** Vectors kept between steps, each laid out like the parameters, zero at first. */
  readonly state: (params: ParamsOf<D>) => readonly string[];
  readonly lower: (context: UpdateContext<ParamsOf<D>>) => void;
  /** The two runtime numbers of a step: `calls` counts the steps done before; `rate` is the schedule's learning rate. */
  readonly hyper: (params: ParamsOf<D>, rate: number, calls: number) => readonly [number, number];
  /** Uses that the conformance test runs. */
  readonly samples: readonly Partial<ParamsOf<D>>[];
}

/** Declares an optimiser with its parameter types derived from the declarations. */
export function defineOptimiser<const D extends ParamDeclarations>(
  definition: OptimiserDefinition<D>,
): OptimiserDefinition {
  return definition as unknown as OptimiserDefinition;
}

const rate = (dflt: number) =>
  ({
    kind: 'number',
    default: dflt,
    min: 0,
    max: 1e6,
    description: 'Size of a step; the schedule changes it over the run',
  }) as const;

/** Parameters that several optimisers have. */
export const learningRate = rate;
export const learningRateDecay = {
  kind: 'number',
  default: 0,
  min: 0,
  max: 1e6,
  description: 'The rate is divided by 1 + steps * learningRateDecay',
} as const;
export const weightDecay = {
  kind: 'number',
  default: 0,
  min: 0,
  max: 1e6,
  description: 'L2: weightDecay * x is added to the gradient',
} as const;

import type { Problem } from '../../shared/problem.ts';
import type { Builder, ValueId } from '../compiler/builder.ts';
import type { ParamDeclarations, ParamsOf } from './params.ts';
import type { Shape } from './shape.ts';

/** How a tensor starts: drawn uniformly from [low, high), or all of one value. */
export type Initialisation =
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'constant'; readonly value: number };

/** A tensor a module owns: learnable parameters (`weight`, `bias`) and running statistics (`running_mean`). */
export interface TensorDeclaration {
  readonly name: string;
  readonly shape: Shape;
  readonly initialisation: Initialisation;
}

/** Either the shapes of the outputs (with blanks that follow from the inputs filled in), or what is wrong. */
export type Inference<P> = { readonly outputs: readonly Shape[]; readonly params?: Partial<P> } | Problem;

export interface InferenceContext<P> {
  readonly params: P;
  readonly inputs: readonly Shape[];
  /** Makes a Problem of this node; the sentence is prefixed with the node's id and type. */
  readonly problem: (code: string, message: string, where?: Partial<Problem>) => Problem;
}

/** What a module works on while it is lowered: the values at its input ports, its own tensors, and the mode. */
export interface LoweringContext<P> {
  readonly builder: Builder;
  readonly params: P;
  readonly inputs: readonly ValueId[];
  /** The inferred shapes at the output ports. */
  readonly outputs: readonly Shape[];
  /** True in training mode, false in evaluate mode. */
  readonly training: boolean;
  /** The value of one of the module's own tensors. */
  readonly tensor: (name: string) => ValueId;
  /** The node's index in the counter of the random streams. */
  readonly nodeIndex: number;
}

export type Category =
  | 'Input'
  | 'Linear'
  | 'Transfer'
  | 'Convolution'
  | 'Pooling'
  | 'Normalisation'
  | 'Regularisation'
  | 'Table'
  | 'Shape';

/** One use of a module that the conformance test runs: parameters and the shapes at its input ports. */
export interface Sample<P> {
  readonly params: Partial<P>;
  readonly inputs: readonly Shape[];
}

/**
 * A module of Torch's nn, declared once: palette, inspector, ports, shapes, documentation, lowering and the
 * conformance test all come from this value. Shapes are per image, without the batch dimension.
 */
export interface ModuleDefinition<D extends ParamDeclarations = ParamDeclarations> {
  readonly type: string;
  readonly category: Category;
  /** One line for the palette. */
  readonly summary: string;
  /** What it computes, with the formula and where the semantics come from; plain text with blank lines between paragraphs. */
  readonly documentation: string;
  readonly params: D;
  /** Input ports by name; a variable number is `input1 … inputN`. */
  readonly inputs: (params: ParamsOf<D>) => readonly string[];
  /** Output ports by name. */
  readonly outputs: readonly string[];
  readonly infer: (context: InferenceContext<ParamsOf<D>>) => Inference<ParamsOf<D>>;
  /** Learnable tensors in Torch's order, weight before bias. */
  readonly parameters?: (params: ParamsOf<D>) => readonly TensorDeclaration[];
  /** Running statistics: kept with the weights, not learned. */
  readonly statistics?: (params: ParamsOf<D>) => readonly TensorDeclaration[];
  readonly lower: (context: LoweringContext<ParamsOf<D>>) => readonly ValueId[];
  /** Torch's tostring without `nn.`: `Linear(4608 -> 512)`. */
  readonly subtitle: (params: ParamsOf<D>) => string;
  readonly samples: readonly Sample<ParamsOf<D>>[];
}

/** Declares a module with its parameter types derived from the declarations. */
export function defineModule<const D extends ParamDeclarations>(
  definition: ModuleDefinition<D>,
): ModuleDefinition {
  // The registry is heterogeneous: each definition only ever sees params resolved from its own declarations.
  return definition as unknown as ModuleDefinition;
}

/** The one unnamed input most modules have. */
export const oneInput = () => ['input'] as const;

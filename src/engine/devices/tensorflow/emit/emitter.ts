import type { AttributesOf, OperationName } from '../../../compiler/attributes.ts';
import type { ValueId } from '../../../compiler/program.ts';
import type { Attribute } from '../../../interchange/savedModel/attributes.ts';
import type { GraphBuilder, TensorName } from '../../../interchange/savedModel/graphBuilder.ts';
import type { Shape } from '../../../nn/shape.ts';

/** What a batch normalisation leaves for its gradient, besides the two values that the Program has for it. */
export interface Normalised {
  readonly epsilon: number;
  /** Of the batch's own moments; false where the running ones took their place. */
  readonly ownMoments: boolean;
  /** TensorFlow's third reserved tensor. */
  readonly reserve: TensorName;
}

/** A variable of the flat parameter vector, about to be updated. */
export interface Slot {
  /** Handle of the parameters' variable. */
  readonly parameters: TensorName;
  /** The variable's own shape. */
  readonly shape: Shape;
  /** The gradient, of the variable's own shape. */
  readonly gradient: TensorName;
  /** Handle of the optimiser's vector beside it. */
  state(id: ValueId): TensorName;
}

/** What a procedure tells of its batch. */
export interface Outcome {
  readonly loss: TensorName;
  readonly correct: TensorName;
}

/** One procedure being written as a graph. */
export interface EmitContext {
  readonly graph: GraphBuilder;
  /** True where the batch has one image: batch normalisation then takes its running statistics. */
  readonly single: boolean;
  /** The tensor of a value, laid out as layout.ts says. */
  tensor(id: ValueId): TensorName;
  /** A value's shape per image. */
  shape(id: ValueId): Shape;
  /** The variables of a segment of the flat vector or of a part of one, with the gradients that were made for them. */
  slots(parameters: ValueId): readonly Slot[];
  /** What lies behind a variable's handle before the procedure changes it. */
  read(handle: TensorName): TensorName;
  /** Adds an operation that changes variables: after everything that reads them, before the procedure ends. */
  update(type: string, inputs: readonly TensorName[], attributes: Readonly<Record<string, Attribute>>): void;
  /** What is counted of the batch: the loss that is added up, and the images that are right; scalars. */
  tell(outcome: Outcome): void;
  /** Moves a running statistic towards a new value: (1 - momentum) * it + momentum * the new one. */
  blend(id: ValueId, tensor: TensorName, momentum: number): void;
  /** Moves an average by a share, a scalar, of its way to what another value is once the procedure has changed it. */
  follow(id: ValueId, average: ValueId, share: TensorName): void;
  /** The batch's size: a scalar int32, and the same as a float32. */
  readonly size: () => TensorName;
  readonly sizeFloat: () => TensorName;
  /** Fed words: the seed's key and step and epoch, int32 [4] (random/streams.ts). */
  readonly position: () => TensorName;
  /** The mask of a dropout node, bool, as its value lies; made once for forward and backward. */
  readonly masks: Map<number, TensorName>;
  /** By the value that holds the mean. */
  readonly normalised: Map<ValueId, Normalised>;
  /** The image that a max pooling looked at and what it gave, by the value that holds the indices. */
  readonly pooled: Map<ValueId, { readonly padded: TensorName; readonly largest: TensorName }>;
}

/** An operation's operands, and how it is set. */
export interface EmitCall<K extends OperationName> {
  readonly inputs: readonly (ValueId | null)[];
  readonly outputs: readonly (ValueId | null)[];
  readonly attributes: AttributesOf<K>;
}

/** Writes an operation into the graph; answers with the tensor of each output, null where it is left out. */
export type Emitter<K extends OperationName> = (
  context: EmitContext,
  call: EmitCall<K>,
) => readonly (TensorName | null)[];

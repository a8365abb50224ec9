import type { AttributesOf, OperationName } from '../../compiler/attributes.ts';
import { elements, type Shape } from '../../nn/shape.ts';
import type { Position } from '../device.ts';

/**
 * An operand: its numbers in NCHW order, and its shape (per image for a batch value). An operand that is left out
 * has no numbers, so that `bias.data[o] ?? 0` reads its default; writing to it does nothing.
 */
export interface Tensor {
  readonly data: Float64Array;
  readonly shape: Shape;
}

/** One call of an operation: operands in the order of operations.ts, of which the first `n` images are computed. */
export interface KernelCall<K extends OperationName> {
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly attributes: AttributesOf<K>;
  readonly n: number;
  readonly position: Position;
}

/** Computes one operation as operations.ts specifies it; writes every number of the first `n` images of each output. */
export type ReferenceKernel<K extends OperationName> = (call: KernelCall<K>) => void;

/** Planes of one image, and positions in a plane: [5] is 5 planes of one position, [3, 4, 6] is 3 planes of 24. */
export function planes(shape: Shape): { readonly channels: number; readonly positions: number } {
  const [channels, ...rest] = shape;
  return { channels, positions: elements(rest) };
}

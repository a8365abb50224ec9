import type { Shape } from './nn/shape.ts';

/** A tensor with its numbers in row-major (C) order, as PyTorch lays it out. */
export interface Tensor {
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** A tensor under its file name, `conv1.weight`. */
export interface NamedTensor extends Tensor {
  readonly name: string;
}

import type { Shape } from '../../../nn/shape.ts';

/** `count` rounded up to a multiple of `to`. */
export function padded(count: number, to: number): number {
  return Math.ceil(count / to) * to;
}

/** A convolution as the kernel does it: forward, or the input's gradient with source and result exchanged. */
export interface Product {
  readonly source: Shape;
  readonly result: Shape;
  readonly kernel: readonly [height: number, width: number];
  readonly stride: readonly [height: number, width: number];
  /** Where the source's first element lies in the padded copy, and how far apart its elements. */
  readonly corner: readonly [top: number, left: number];
  readonly step: readonly [height: number, width: number];
  readonly finish: number;
}

/** How filters are read: elements from one row of the product to the next, from channel to channel, taps backwards. */
export interface FilterOrder {
  readonly row: number;
  readonly channel: number;
  readonly flip: boolean;
}

/** The values that a product reads and writes. */
export interface Operands {
  readonly source: number | null;
  readonly weight: number | null;
  readonly bias: number | null;
  readonly result: number | null;
}

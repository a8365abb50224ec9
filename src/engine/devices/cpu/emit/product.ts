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
  /** Where the source's first element lies in the padded copy; below 0 it is cut. */
  readonly corner: readonly [top: number, left: number];
  readonly finish: number;
}

/**
 * How filters are read: elements from one row of the product to the next, from channel to channel, from a tap to the
 * one below it and to the one beside it; taps backwards.
 */
export interface FilterOrder {
  readonly row: number;
  readonly channel: number;
  readonly below: number;
  readonly beside: number;
  readonly flip: boolean;
}

/** Addresses of what a product reads and writes, 0 for a bias that is not there, and of its workspace. */
export interface Operands {
  readonly source: number;
  readonly weight: number;
  readonly bias: number;
  readonly result: number;
  readonly workspace: number;
}

import { elements, type Shape } from '../../nn/shape.ts';

/**
 * How values lie in TensorFlow's graph: channels last, which its CPU kernels ask for. A batch value of shape
 * [C, ...positions] per image is [n, ...positions, C]; one of a single dimension is as it is. A convolution's weight
 * [O, I, kH, kW] is [kH, kW, I, O]; all other fixed values are in Torch's order.
 */

/** The dimensions of a batch value as they lie, without the batch. */
export function storedShape(shape: Shape): Shape {
  return shape.length < 2 ? shape : [...shape.slice(1), shape[0]];
}

/** TensorFlow's `perm` that takes a batch value in NCHW order to how it lies; null where nothing moves. */
export function toStored(shape: Shape): number[] | null {
  if (!moves(shape)) return null;
  const rank = shape.length + 1;
  return [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1];
}

/** The way back. */
export function fromStored(shape: Shape): number[] | null {
  if (!moves(shape)) return null;
  const rank = shape.length + 1;
  return [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, i) => i + 1)];
}

/** Where per-image dimension `axis` of a batch value lies, the batch counted. */
export function storedAxis(shape: Shape, axis: number): number {
  if (shape.length < 2) return 1;
  return axis === 0 ? shape.length : axis;
}

/** With one channel, or one position, both orders are the same. */
function moves(shape: Shape): boolean {
  return shape.length >= 2 && shape[0] > 1 && elements(shape) > shape[0];
}

/** How a learnable tensor of a Torch shape lies in its variable. */
export function storedWeightShape(shape: Shape): Shape {
  if (shape.length !== 4) return shape;
  const [outputs, inputs, height, width] = shape;
  return [height, width, inputs, outputs];
}

/** Copies a tensor from Torch's order to how it lies in its variable. */
export function storeWeight(shape: Shape, from: Float32Array, into: Float32Array): void {
  if (shape.length !== 4) {
    into.set(from);
    return;
  }
  forEachWeight(shape, (torch, stored) => {
    into[stored] = from[torch];
  });
}

/** The way back. */
export function loadWeight(shape: Shape, from: Float32Array, into: Float32Array): void {
  if (shape.length !== 4) {
    into.set(from);
    return;
  }
  forEachWeight(shape, (torch, stored) => {
    into[torch] = from[stored];
  });
}

/** Visits every weight of a convolution: where it is in Torch's order, and where it lies. */
function forEachWeight(
  [outputs, inputs, height, width]: Shape,
  visit: (torch: number, stored: number) => void,
): void {
  const area = height * width;
  let stored = 0;
  for (let position = 0; position < area; position++) {
    for (let c = 0; c < inputs; c++) {
      for (let o = 0; o < outputs; o++, stored++) visit((o * inputs + c) * area + position, stored);
    }
  }
}

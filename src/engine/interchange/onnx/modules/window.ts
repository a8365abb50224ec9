import type { WindowAttributes } from '../../../compiler/attributes.ts';
import type { Shape } from '../../../nn/shape.ts';
import type { NodeAttributes } from '../messages.ts';

/** A distance in height and in width, as ONNX orders them. */
type HeightAndWidth = readonly [number, number];

/** Attributes of Conv and of the poolings; more padding may follow below and right. */
export function windowAttributes(
  { kW, kH, dW, dH, padW, padH }: WindowAttributes,
  [below, right]: HeightAndWidth = [0, 0],
): NodeAttributes {
  return { kernel_shape: [kH, kW], pads: [padH, padW, padH + below, padW + right], strides: [dH, dW] };
}

/**
 * How far the last windows reach beyond the padded input: above 0 only where the output size was rounded up. ONNX
 * has an attribute for rounding up, but its versions disagree with each other and with Torch on the size that comes
 * out; padding by what is missing says the same to all of them.
 */
export function overhang(
  params: WindowAttributes,
  [, height, width]: Shape,
  [, rows, columns]: Shape,
): HeightAndWidth {
  const beyond = (size: number, pad: number, steps: number, step: number, kernel: number) =>
    Math.max(0, (steps - 1) * step + kernel - size - 2 * pad);
  return [
    beyond(height, params.padH, rows, params.dH, params.kH),
    beyond(width, params.padW, columns, params.dW, params.kW),
  ];
}

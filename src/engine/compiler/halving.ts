import type { Shape } from '../nn/shape.ts';
import type { WindowAttributes } from './attributes.ts';

/**
 * True where a pooling's windows are 2x2, side by side, all within the plane and at least four in a row. Then each
 * number of a plane is in one window at most, and the sides of the result are half of the plane's, rounded down.
 */
export function isHalving(
  { kH, kW, dH, dW, padH, padW }: WindowAttributes,
  [, height, width]: Shape,
  [, outHeight, outWidth]: Shape,
): boolean {
  const beside = kH === 2 && kW === 2 && dH === 2 && dW === 2 && padH === 0 && padW === 0;
  return beside && outWidth >= 4 && 2 * outHeight <= height && 2 * outWidth <= width;
}

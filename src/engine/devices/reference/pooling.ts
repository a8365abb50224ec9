import type { WindowAttributes } from '../../compiler/attributes.ts';
import { elements, type Shape } from '../../nn/shape.ts';
import type { ReferenceKernel, Tensor } from './kernel.ts';

/** The part of a window that lies in the picture, ends excluded, and how many pixels of it and of the padded plane it covers. */
interface Window {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** Window clipped to the padded plane, in pixels. */
  readonly paddedArea: number;
}

function windowAt(i: number, j: number, [, height, width]: Shape, window: WindowAttributes): Window {
  const { kW, kH, dW, dH, padW, padH } = window;
  const top = i * dH - padH;
  const left = j * dW - padW;
  const bottom = Math.min(top + kH, height + padH);
  const right = Math.min(left + kW, width + padW);
  return {
    top: Math.max(top, 0),
    left: Math.max(left, 0),
    bottom: Math.min(bottom, height),
    right: Math.min(right, width),
    paddedArea: (bottom - top) * (right - left),
  };
}

/** Visits every output of a pooling: its place, where its input plane begins, and its window. */
function forEachWindow(
  n: number,
  x: Shape,
  y: Shape,
  attributes: WindowAttributes,
  visit: (yAt: number, plane: number, window: Window) => void,
): void {
  const [channels, outHeight, outWidth] = y;
  for (let plane = 0; plane < n * channels; plane++) {
    for (let i = 0; i < outHeight; i++) {
      for (let j = 0; j < outWidth; j++) {
        visit((plane * outHeight + i) * outWidth + j, plane * x[1] * x[2], windowAt(i, j, x, attributes));
      }
    }
  }
}

/** The largest number of each window, and where it lies in its plane. */
export function poolLargest(
  x: Tensor,
  y: Tensor,
  indices: Tensor,
  attributes: WindowAttributes,
  n: number,
): void {
  const width = x.shape[2];
  forEachWindow(n, x.shape, y.shape, attributes, (yAt, plane, { top, bottom, left, right }) => {
    let largest = Number.NEGATIVE_INFINITY;
    let index = top * width + left;
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        const value = x.data[plane + row * width + column];
        if (!(value > largest)) continue;
        largest = value;
        index = row * width + column;
      }
    }
    y.data[yAt] = largest;
    indices.data[yAt] = index;
  });
}

export const maxPooling: ReferenceKernel<'maxPooling'> = ({ inputs: [x], outputs, attributes, n }) => {
  poolLargest(x, outputs[0], outputs[1], attributes, n);
};

export const maxPoolingGradient: ReferenceKernel<'maxPoolingGradient'> = ({ inputs, outputs, n }) => {
  const [dy, indices] = inputs;
  const [dx] = outputs;
  const positions = dy.shape[1] * dy.shape[2];
  const area = dx.shape[1] * dx.shape[2];
  dx.data.fill(0);
  for (let at = 0; at < n * elements(dy.shape); at++) {
    dx.data[Math.floor(at / positions) * area + indices.data[at]] += dy.data[at];
  }
};

/** What an average is divided by. */
function divisor(window: Window, countIncludePad: boolean): number {
  return countIncludePad ? window.paddedArea : (window.bottom - window.top) * (window.right - window.left);
}

export const averagePooling: ReferenceKernel<'averagePooling'> = ({ inputs, outputs, attributes, n }) => {
  const [x] = inputs;
  const [y] = outputs;
  const width = x.shape[2];
  forEachWindow(n, x.shape, y.shape, attributes, (yAt, plane, window) => {
    let sum = 0;
    for (let row = window.top; row < window.bottom; row++) {
      for (let column = window.left; column < window.right; column++) {
        sum += x.data[plane + row * width + column];
      }
    }
    y.data[yAt] = sum / divisor(window, attributes.countIncludePad);
  });
};

export const averagePoolingGradient: ReferenceKernel<'averagePoolingGradient'> = (call) => {
  const [dy] = call.inputs;
  const [dx] = call.outputs;
  const width = dx.shape[2];
  dx.data.fill(0);
  forEachWindow(call.n, dx.shape, dy.shape, call.attributes, (yAt, plane, window) => {
    const share = dy.data[yAt] / divisor(window, call.attributes.countIncludePad);
    for (let row = window.top; row < window.bottom; row++) {
      for (let column = window.left; column < window.right; column++) {
        dx.data[plane + row * width + column] += share;
      }
    }
  });
};

import type { WindowAttributes } from '../../compiler/attributes.ts';
import type { Shape } from '../../nn/shape.ts';
import { activate } from './elementwise.ts';
import type { ReferenceKernel } from './kernel.ts';

interface Geometry {
  readonly n: number;
  readonly x: Shape;
  readonly y: Shape;
  readonly window: WindowAttributes;
}

/** Products of one weight: `count` outputs from `y` on, each with the input `step` after the last, from `x` on. */
interface Run {
  readonly y: number;
  readonly weight: number;
  readonly x: number;
  readonly step: number;
  readonly count: number;
}

/**
 * Visits every product that a convolution adds up, in runs along a row of the output; those that would read the
 * padding are left out. Forward and both gradients are this one sum, solved for another factor.
 */
function forEachRun({ n, x, y, window }: Geometry, visit: (run: Run) => void): void {
  const { kW, kH, dW, dH, padW, padH } = window;
  const [inputs, height, width] = x;
  const [outputs, outHeight, outWidth] = y;
  for (let image = 0; image < n; image++) {
    for (let o = 0; o < outputs; o++) {
      for (let c = 0; c < inputs; c++) {
        for (let u = 0; u < kH; u++) {
          for (let v = 0; v < kW; v++) {
            // Columns j of the output whose input column j * dW + v - padW lies in the picture.
            const first = Math.max(0, Math.ceil((padW - v) / dW));
            const end = Math.min(outWidth, Math.floor((width - 1 + padW - v) / dW) + 1);
            if (end <= first) continue;
            for (let i = 0; i < outHeight; i++) {
              const row = i * dH + u - padH;
              if (row < 0 || row >= height) continue;
              visit({
                y: ((image * outputs + o) * outHeight + i) * outWidth + first,
                weight: ((o * inputs + c) * kH + u) * kW + v,
                x: ((image * inputs + c) * height + row) * width + first * dW + v - padW,
                step: dW,
                count: end - first,
              });
            }
          }
        }
      }
    }
  }
}

export const convolution: ReferenceKernel<'convolution'> = ({ inputs, outputs, attributes, n }) => {
  const [x, weight, bias] = inputs;
  const [y] = outputs;
  const [channels, height, width] = y.shape;
  const total = n * channels * height * width;
  for (let at = 0; at < total; at++) {
    y.data[at] = bias.data[Math.floor(at / (height * width)) % channels] ?? 0;
  }
  forEachRun({ n, x: x.shape, y: y.shape, window: attributes }, (run) => {
    const w = weight.data[run.weight];
    for (let k = 0; k < run.count; k++) y.data[run.y + k] += w * x.data[run.x + k * run.step];
  });
  activate(y.data, total, attributes.activation);
};

export const convolutionInputGradient: ReferenceKernel<'convolutionInputGradient'> = (call) => {
  const [dy, weight] = call.inputs;
  const [dx] = call.outputs;
  dx.data.fill(0);
  const geometry = { n: call.n, x: dx.shape, y: dy.shape, window: call.attributes };
  forEachRun(geometry, (run) => {
    const w = weight.data[run.weight];
    for (let k = 0; k < run.count; k++) dx.data[run.x + k * run.step] += w * dy.data[run.y + k];
  });
};

export const convolutionWeightGradient: ReferenceKernel<'convolutionWeightGradient'> = (call) => {
  const [x, dy] = call.inputs;
  const [dweight] = call.outputs;
  dweight.data.fill(0);
  const geometry = { n: call.n, x: x.shape, y: dy.shape, window: call.attributes };
  forEachRun(geometry, (run) => {
    let sum = 0;
    for (let k = 0; k < run.count; k++) sum += dy.data[run.y + k] * x.data[run.x + k * run.step];
    dweight.data[run.weight] += sum;
  });
};

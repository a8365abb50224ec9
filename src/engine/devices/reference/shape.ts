import { elements, type Shape } from '../../nn/shape.ts';
import type { ReferenceKernel } from './kernel.ts';

/** How a batch of tensors falls into runs along an axis: `count` runs, `stride` numbers for one step along the axis. */
function runs(shape: Shape, axis: number, n: number): { count: number; stride: number } {
  return { count: n * elements(shape.slice(0, axis)), stride: elements(shape.slice(axis + 1)) };
}

export const concatenate: ReferenceKernel<'concatenate'> = ({
  inputs,
  outputs: [y],
  attributes: { axis },
  n,
}) => {
  const { count, stride } = runs(y.shape, axis, n);
  const length = y.shape[axis] * stride;
  let offset = 0;
  for (const { data, shape } of inputs) {
    const part = shape[axis] * stride;
    for (let run = 0; run < count; run++) {
      y.data.set(data.subarray(run * part, (run + 1) * part), run * length + offset);
    }
    offset += part;
  }
};

export const slice: ReferenceKernel<'slice'> = ({ inputs: [x], outputs: [y], attributes, n }) => {
  const { axis, offset, length } = attributes;
  const { count, stride } = runs(x.shape, axis, n);
  const whole = x.shape[axis] * stride;
  for (let run = 0; run < count; run++) {
    const first = run * whole + offset * stride;
    y.data.set(x.data.subarray(first, first + length * stride), run * length * stride);
  }
};

export const reshape: ReferenceKernel<'reshape'> = ({ inputs: [x], outputs: [y], n }) => {
  y.data.set(x.data.subarray(0, n * elements(y.shape)));
};

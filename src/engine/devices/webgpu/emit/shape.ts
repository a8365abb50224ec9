import type { ValueId } from '../../../compiler/program.ts';
import { elements, type Shape } from '../../../nn/shape.ts';
import { type Kernel, type Operand, writeKernel } from '../kernel.ts';
import type { Emitter } from './emitter.ts';
import { LINE, THREADS, threadsPerImage } from './grid.ts';

/** Runs of elements, so many in each image, copied from one tensor to another: sizes and places in elements. */
interface Copy {
  readonly from: Operand | null;
  readonly to: Operand | null;
  readonly runs: number;
  readonly length: number;
  /** From one run to the next. */
  readonly fromPitch: number;
  readonly toPitch: number;
  /** Of the first run. */
  readonly fromStart?: number;
  readonly toStart?: number;
}

/** Joins one input after the other. */
export const concatenate: Emitter<'concatenate'> = {
  kernels: ({ inputs, outputs: [y], attributes: { axis } }, context) => {
    const [runs, toPitch] = runsOf(context.shape(y), axis);
    let toStart = 0;
    return inputs.map((x) => {
      const [, length] = runsOf(context.shape(x), axis);
      const [from, to] = [context.operand(x), context.operand(y)];
      const kernel = copyRuns('concatenate', { from, to, runs, length, fromPitch: length, toPitch, toStart });
      toStart += length;
      return kernel;
    });
  },
};

export const slice: Emitter<'slice'> = {
  kernels: ({ inputs: [x], outputs: [y], attributes: { axis, offset } }, context) => {
    const shape = context.shape(x);
    const [runs, fromPitch] = runsOf(shape, axis);
    const [, length] = runsOf(context.shape(y), axis);
    const fromStart = (offset * fromPitch) / shape[axis];
    const [from, to] = [context.operand(x), context.operand(y)];
    return [copyRuns('slice', { from, to, runs, length, fromPitch, toPitch: length, fromStart })];
  },
};

/** Nothing where the plan put both in one place. */
export const reshape: Emitter<'reshape'> = {
  kernels: ({ inputs: [x], outputs: [y] }, context) => {
    if (context.place(x as ValueId).address === context.place(y as ValueId).address) return [];
    const length = elements(context.shape(y));
    const [from, to] = [context.operand(x), context.operand(y)];
    return [copyRuns('reshape', { from, to, runs: 1, length, fromPitch: length, toPitch: length })];
  },
};

/** How many runs along an axis an image has, and elements in each. */
function runsOf(shape: Shape, axis: number): [runs: number, length: number] {
  return [elements(shape.slice(0, axis)), elements(shape.slice(axis))];
}

function copyRuns(label: string, copy: Copy): Kernel {
  const { from, to, runs, length, fromPitch, toPitch, fromStart = 0, toStart = 0 } = copy;
  return writeKernel({
    label,
    operands: { source: from, to },
    workgroupSize: [THREADS],
    workgroups: threadsPerImage(runs * length),
    body: `
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= run.n * ${runs * length}u) { return; }
  let number = i / ${length}u;
  let place = i % ${length}u;
  set_to(number * ${toPitch}u + ${toStart}u + place, source(number * ${fromPitch}u + ${fromStart}u + place));`,
  });
}

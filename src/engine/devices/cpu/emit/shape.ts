import { elements, type Shape } from '../../../nn/shape.ts';
import { type Command, groupOf, tilesBy } from '../command.ts';
import { COPY_RUNS } from '../kernels/kernelIds.ts';
import type { Emitter } from './emitter.ts';

export const concatenate: Emitter<'concatenate'> = {
  commands: ({ inputs, outputs: [y], attributes: { axis } }, context) => {
    const [runs, pitch] = runsOf(context.shape(y), axis);
    let to = context.address(y);
    return inputs.map((x) => {
      const [, length] = runsOf(context.shape(x), axis);
      const command = copyRuns(context.address(x), to, runs, length, length, pitch);
      to += 4 * length;
      return command;
    });
  },
};

export const slice: Emitter<'slice'> = {
  commands: ({ inputs: [x], outputs: [y], attributes: { axis, offset } }, context) => {
    const shape = context.shape(x);
    const [runs, pitch] = runsOf(shape, axis);
    const [, length] = runsOf(context.shape(y), axis);
    const from = context.address(x) + (4 * offset * pitch) / shape[axis];
    return [copyRuns(from, context.address(y), runs, length, pitch, length)];
  },
};

/** Nothing where the plan put both in one place. */
export const reshape: Emitter<'reshape'> = {
  commands: ({ inputs: [x], outputs: [y] }, context) => {
    const length = elements(context.shape(y));
    if (context.address(x) === context.address(y)) return [];
    return [copyRuns(context.address(x), context.address(y), 1, length, length, length)];
  },
};

/** How many runs along an axis an image has, and elements in each. */
function runsOf(shape: Shape, axis: number): [runs: number, length: number] {
  return [elements(shape.slice(0, axis)), elements(shape.slice(axis))];
}

function copyRuns(
  from: number,
  to: number,
  runs: number,
  length: number,
  fromPitch: number,
  toPitch: number,
): Command {
  return {
    kernel: COPY_RUNS,
    tiles: tilesBy(runs, groupOf(length)),
    arguments: [from, to, length, fromPitch, toPitch],
  };
}

import type { OperationName } from '../../../compiler/attributes.ts';
import type { ValueId } from '../../../compiler/program.ts';
import { elements, type Shape } from '../../../nn/shape.ts';
import { writeKernel } from '../kernel.ts';
import { workgroupMaximum, workgroupSum } from '../wgsl/reduce.ts';
import type { Emitter } from './emitter.ts';
import { LINE, powerOfTwo, THREADS, threadsPerImage } from './grid.ts';

/** What is done with the channels of a position: WGSL over the operands at `at`. */
interface OverChannels {
  readonly label: string;
  /** The names of the inputs. */
  readonly inputs: readonly string[];
  /** `most` is then the largest x of the position. */
  readonly needsLargest?: true;
  /** What is summed over the channels. */
  readonly term: string;
  /** Of `sum`. */
  readonly result: string;
}

/**
 * How a workgroup is laid over some neighbouring positions: `columns` of them, and for each `rows` threads over its
 * channels. Of vectors it takes one at a time, whose numbers are neighbours.
 */
function tileOf([channels, ...rest]: Shape): { positions: number; columns: number; rows: number } {
  const positions = elements(rest);
  if (positions === 1) return { positions, columns: 1, rows: powerOfTwo(channels, 32) };
  const columns = powerOfTwo(positions, 16, 64);
  return { positions, columns, rows: powerOfTwo(channels, 1, THREADS / columns) };
}

function overChannels<K extends OperationName>(work: OverChannels): Emitter<K> {
  const { label, inputs: names, needsLargest, term, result } = work;
  return {
    kernels: ({ inputs, outputs: [output] }, context) => {
      const shape = context.shape(output as ValueId);
      const { positions, columns, rows } = tileOf(shape);
      const threads = columns * rows;
      const each = (act: string) => `
  for (var channel = row; channel < end; channel += ${rows}u) {
    let at = first + channel * ${positions}u;
    ${act}
  }`;
      const findLargest = `
  var own_most = -3.4028234e38f;${each('own_most = max(own_most, x(at));')}
  let most = largest(lane, own_most);`;
      const operands = names.map((name, i) => [name, context.operand(inputs[i])]);
      const kernel = writeKernel({
        label,
        operands: { ...Object.fromEntries(operands), out: context.operand(output) },
        workgroupSize: [threads],
        workgroups: threadsPerImage(positions, columns),
        declarations:
          workgroupSum(context, threads, 'f32', columns) +
          (needsLargest ? workgroupMaximum(context, threads, columns) : ''),
        body: `
  let row = lane / ${columns}u;
  let column = ${LINE} * ${columns}u + lane % ${columns}u;
  let first = column / ${positions}u * ${elements(shape)}u + column % ${positions}u;
  let end = select(0u, ${shape[0]}u, column < run.n * ${positions}u);${needsLargest ? findLargest : ''}
  var own = 0.0;${each(`own += ${term};`)}
  let sum = total(lane, own);${each(`set_out(at, ${result});`)}`,
      });
      return [kernel];
    },
  };
}

export const softMax = overChannels<'softMax'>({
  label: 'softmax',
  inputs: ['x'],
  needsLargest: true,
  term: 'exp(x(at) - most)',
  result: 'exp(x(at) - most) / sum',
});

export const softMaxGradient = overChannels<'softMaxGradient'>({
  label: 'softmax gradient',
  inputs: ['dy', 'y'],
  term: 'dy(at) * y(at)',
  result: 'y(at) * (dy(at) - sum)',
});

export const logSoftMax = overChannels<'logSoftMax'>({
  label: 'log softmax',
  inputs: ['x'],
  needsLargest: true,
  term: 'exp(x(at) - most)',
  result: 'x(at) - most - log(sum)',
});

export const logSoftMaxGradient = overChannels<'logSoftMaxGradient'>({
  label: 'log softmax gradient',
  inputs: ['dy', 'y'],
  term: 'dy(at)',
  result: 'dy(at) - exp(y(at)) * sum',
});

import type { OperationName } from '../../../compiler/attributes.ts';
import type { Operation, ValueId } from '../../../compiler/program.ts';
import { elements } from '../../../nn/shape.ts';
import { streamWord } from '../../../random/streams.ts';
import { float, type Kernel, writeKernel } from '../kernel.ts';
import { PHILOX } from '../wgsl/philox.ts';
import type { EmitContext, Emitter } from './emitter.ts';
import { LINE, THREADS, threadsPerImage } from './grid.ts';

interface Mapping {
  readonly inputs: readonly (ValueId | null)[];
  readonly output: ValueId;
  /** WGSL of four results from `a`, `b`, `c` ..., four numbers of each input; it may use `i`, the number of the vector. */
  readonly expression: string;
  readonly declarations?: string;
}

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** A kernel that works element by element, four of them a thread; it may write up to a tensor's padded end. */
export function mapElements(label: string, context: EmitContext, mapping: Mapping): Kernel {
  const { inputs, output, expression, declarations } = mapping;
  const size = elements(context.shape(output));
  const operands = Object.fromEntries(
    inputs.map((input, at) => [`in_${NAMES[at]}`, context.operand(input, 'vec4')]),
  );
  const loads = inputs.map((_, at) => `let ${NAMES[at]} = in_${NAMES[at]}(i);`);
  return writeKernel({
    label,
    operands: { ...operands, out: context.operand(output, 'vec4') },
    workgroupSize: [THREADS],
    workgroups: threadsPerImage(size / 4),
    declarations,
    body: `
  let i = ${LINE} * ${THREADS}u + lane;
  if (i * 4u >= run.n * ${size}u) { return; }
  ${loads.join('\n  ')}
  set_out(i, ${expression});`,
  });
}

/** An operation of one output that maps elements alone. */
function mapped<K extends OperationName>(
  label: string,
  expression: string | ((operation: Operation<K>) => string),
): Emitter<K> {
  return {
    kernels: (operation, context) => [
      mapElements(label, context, {
        inputs: operation.inputs,
        output: operation.outputs[0] as ValueId,
        expression: typeof expression === 'string' ? expression : expression(operation),
      }),
    ],
  };
}

export const relu = mapped<'relu'>('relu', 'select(vec4f(), a, a > vec4f())');
export const reluGradient = mapped<'reluGradient'>('relu gradient', 'select(vec4f(), a, b > vec4f())');
export const sigmoid = mapped<'sigmoid'>('sigmoid', '1.0 / (1.0 + exp(-a))');
export const sigmoidGradient = mapped<'sigmoidGradient'>('sigmoid gradient', 'a * b * (1.0 - b)');
export const tanhGradient = mapped<'tanhGradient'>('tanh gradient', 'a * (1.0 - b * b)');
export const scale = mapped<'scale'>('scale', ({ attributes }) => `${float(attributes.factor)} * a`);
export const add = mapped<'add'>('add', ({ inputs }) => NAMES.slice(0, inputs.length).join(' + '));

/** WGSL's own tanh may lose all digits of small numbers, and overflow on large ones. */
export const tanh: Emitter<'tanh'> = {
  kernels: ({ inputs, outputs: [y] }, context) => [
    mapElements('tanh', context, {
      inputs,
      output: y as ValueId,
      expression: 'hyperbolic(a)',
      declarations: `
fn hyperbolic(x: vec4f) -> vec4f {
  let t = exp(-2.0 * abs(x));
  let small = x - x * x * x / 3.0;
  return select(sign(x) * (1.0 - t) / (1.0 + t), small, abs(x) < vec4f(0.01));
}`,
    }),
  ],
};

/** Four words of a block are the four elements of a vector, counted over the whole batch. */
export const dropout: Emitter<'dropout'> = {
  kernels: ({ inputs, outputs: [y], attributes }, context) => {
    const { probability, scale: factor, node } = attributes;
    const threshold = Math.round(probability * 2 ** 23);
    return [
      mapElements('dropout', context, {
        inputs,
        output: y as ValueId,
        expression: `select(vec4f(), a * ${float(factor)}, (philox(i) & vec4u(0x7fffffu)) >= vec4u(${threshold}u))`,
        declarations: `const STREAM = ${streamWord('dropout', node)}u;\n${PHILOX}`,
      }),
    ];
  },
};

import type { ValueId } from '../../../compiler/program.ts';
import { elements } from '../../../nn/shape.ts';
import { float, type Kernel, type Operand, writeKernel } from '../kernel.ts';
import type { EmitContext, Emitter } from './emitter.ts';
import { fixedGroups, LINE, THREADS } from './grid.ts';

/** A kernel over vectors of one length, an element a thread: `i` is its number. Parts of a segment may begin anywhere. */
function overVector(
  label: string,
  context: EmitContext,
  first: ValueId | null,
  operands: Readonly<Record<string, Operand | null>>,
  body: string,
): Kernel {
  const length = elements(context.shape(first));
  return writeKernel({
    label,
    operands,
    workgroupSize: [THREADS],
    workgroups: fixedGroups(Math.ceil(length / THREADS)),
    body: `
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= ${length}u) { return; }
  ${body.trim()}`,
  });
}

export const sgd: Emitter<'sgd'> = {
  kernels: ({ inputs: [x, gradients, velocity, hyper], attributes }, context) => {
    const { momentum, dampening, nesterov, weightDecay } = attributes;
    const operands = {
      x: context.operand(x),
      gradient: context.operand(gradients),
      velocity: momentum > 0 ? context.operand(velocity) : null,
      hyper: context.operand(hyper),
    };
    const [m, kept] = [float(momentum), float(1 - dampening)];
    const withMomentum = `
  let v = select(${m} * velocity(i) + ${kept} * g, g, hyper(1u) == 1.0);
  set_velocity(i, v);
  let d = ${nesterov ? `g + ${m} * v` : 'v'};`;
    const body = `
  let g = gradient(i) + ${float(weightDecay)} * x(i);
  ${momentum > 0 ? withMomentum.trim() : 'let d = g;'}
  set_x(i, x(i) - hyper(0u) * d);`;
    return [overVector('sgd', context, x, operands, body)];
  },
};

export const adam: Emitter<'adam'> = {
  kernels: ({ inputs: [x, gradients, first, second, hyper], attributes }, context) => {
    const { beta1, beta2, epsilon, weightDecay } = attributes;
    const operands = {
      x: context.operand(x),
      gradient: context.operand(gradients),
      first: context.operand(first),
      second: context.operand(second),
      hyper: context.operand(hyper),
    };
    const body = `
  let g = gradient(i) + ${float(weightDecay)} * x(i);
  let m = ${float(beta1)} * first(i) + ${float(1 - beta1)} * g;
  let v = ${float(beta2)} * second(i) + ${float(1 - beta2)} * g * g;
  set_first(i, m);
  set_second(i, v);
  set_x(i, x(i) - hyper(0u) * m / (sqrt(v) + ${float(epsilon)}));`;
    return [overVector('adam', context, x, operands, body)];
  },
};

export const average: Emitter<'average'> = {
  kernels: ({ inputs: [x, averages, hyper] }, context) => {
    const operands = {
      x: context.operand(x),
      average: context.operand(averages),
      hyper: context.operand(hyper),
    };
    const body = 'set_average(i, average(i) + hyper(2u) * (x(i) - average(i)));';
    return [overVector('average', context, x, operands, body)];
  },
};

import type { ValueId } from '../../../compiler/program.ts';
import { elements } from '../../../nn/shape.ts';
import { type ElementType, float, type Kernel, writeKernel } from '../kernel.ts';
import type { EmitContext, Emitter } from './emitter.ts';
import { fixedGroups, LINE, THREADS } from './grid.ts';

/** The vectors of an update, by the names under which its body reads them, and the numbers of the run. */
interface Update {
  readonly label: string;
  readonly vectors: Readonly<Record<string, ValueId | null>>;
  readonly hyper: ValueId | null;
  /** WGSL of element `i`, or of four of them at once: the same text does for both. */
  readonly body: string;
}

/**
 * A kernel over vectors of one length. Whole segments go by fours, up to their padded ends; a part of one may begin
 * anywhere, and what lies beside it is not its own.
 */
function overVectors(context: EmitContext, { label, vectors, hyper, body }: Update): Kernel {
  const ids = Object.values(vectors).filter((id): id is ValueId => id !== null);
  const length = elements(context.shape(ids[0]));
  const count = Math.ceil(length / 4);
  const isWhole = ids.every((id) => context.place(id).shift === 0 && context.place(id).bytes === 16 * count);
  const items = isWhole ? count : length;
  const type: ElementType = isWhole ? 'vec4' : 'f32';
  const operands = Object.entries(vectors).map(([name, id]) => [name, context.operand(id, type)]);
  return writeKernel({
    label,
    operands: { ...Object.fromEntries(operands), hyper: context.operand(hyper) },
    workgroupSize: [THREADS],
    workgroups: fixedGroups(Math.ceil(items / THREADS)),
    body: `
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= ${items}u) { return; }
  ${body.trim()}`,
  });
}

export const sgd: Emitter<'sgd'> = {
  kernels: ({ inputs: [x, gradient, velocity, hyper], attributes }, context) => {
    const { momentum, dampening, nesterov, weightDecay } = attributes;
    const [m, kept] = [float(momentum), float(1 - dampening)];
    const withMomentum = `
  let v = select(${m} * velocity(i) + ${kept} * g, g, hyper(1u) == 1.0);
  set_velocity(i, v);
  let d = ${nesterov ? `g + ${m} * v` : 'v'};`;
    const body = `
  let old = x(i);
  let g = gradient(i) + ${float(weightDecay)} * old;
  ${momentum > 0 ? withMomentum.trim() : 'let d = g;'}
  set_x(i, old - hyper(0u) * d);`;
    const vectors = { x, gradient, velocity: momentum > 0 ? velocity : null };
    return [overVectors(context, { label: 'sgd', vectors, hyper, body })];
  },
};

export const adam: Emitter<'adam'> = {
  kernels: ({ inputs: [x, gradient, first, second, hyper], attributes }, context) => {
    const { beta1, beta2, epsilon, weightDecay } = attributes;
    const body = `
  let old = x(i);
  let g = gradient(i) + ${float(weightDecay)} * old;
  let m = ${float(beta1)} * first(i) + ${float(1 - beta1)} * g;
  let v = ${float(beta2)} * second(i) + ${float(1 - beta2)} * g * g;
  set_first(i, m);
  set_second(i, v);
  set_x(i, old - hyper(0u) * m / (sqrt(v) + ${float(epsilon)}));`;
    return [overVectors(context, { label: 'adam', vectors: { x, gradient, first, second }, hyper, body })];
  },
};

export const average: Emitter<'average'> = {
  kernels: ({ inputs: [x, mean, hyper] }, context) => {
    const body = `
  let old = mean(i);
  set_mean(i, old + hyper(2u) * (x(i) - old));`;
    return [overVectors(context, { label: 'average', vectors: { x, mean }, hyper, body })];
  },
};

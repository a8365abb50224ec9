import type { Shape } from '../../../nn/shape.ts';
import { elements } from '../../../nn/shape.ts';
import { type Kernel, type Operand, writeKernel } from '../kernel.ts';
import { workgroupSum } from '../wgsl/reduce.ts';
import { mapElements } from './elementwise.ts';
import { type EmitContext, type Emitter, shapeIn } from './emitter.ts';
import { fixedGroups, THREADS } from './grid.ts';

/** Numbers of a full batch that a workgroup adds up, and the most workgroups. */
const SHARE = 8192;
const MOST_PARTS = THREADS;

/** Into how many parts the sum over a full batch is cut. */
function partsOf(shape: Shape, capacity: number): number {
  return Math.min(MOST_PARTS, Math.ceil((capacity * elements(shape)) / SHARE));
}

export const meanSquaredError: Emitter<'meanSquaredError'> = {
  workspace: ({ inputs: [x] }, values, capacity) => 4 * partsOf(shapeIn(values, x), capacity),
  kernels: ({ inputs: [x, target], outputs: [loss], attributes }, context) => {
    const size = elements(context.shape(x));
    const parts = partsOf(context.shape(x), context.capacity);
    const sums: Operand = { place: context.workspace, type: 'f32' };
    const squares = writeKernel({
      label: 'squared errors',
      operands: { x: context.operand(x), goal: context.operand(target), sums },
      workgroupSize: [THREADS],
      workgroups: fixedGroups(parts),
      declarations: workgroupSum(context, THREADS),
      body: `
  var own = 0.0;
  for (var i = group.x * ${THREADS}u + lane; i < run.n * ${size}u; i += ${parts * THREADS}u) {
    let error = x(i) - goal(i);
    own += error * error;
  }
  let sum = total(lane, own);
  if (lane == 0u) { set_sums(group.x, sum); }`,
    });
    const divided = attributes.sizeAverage ? ` / f32(run.n * ${size}u)` : '';
    return [squares, added(context, sums, context.operand(loss), parts, divided)];
  },
};

/** The loss from the sums of the parts. */
function added(
  context: EmitContext,
  sums: Operand,
  loss: Operand | null,
  parts: number,
  divided: string,
): Kernel {
  return writeKernel({
    label: 'mean squared error',
    operands: { sums, loss },
    workgroupSize: [THREADS],
    workgroups: fixedGroups(1),
    declarations: workgroupSum(context, THREADS),
    body: `
  var own = 0.0;
  if (lane < ${parts}u) { own = sums(lane); }
  let sum = total(lane, own);
  if (lane == 0u) { set_loss(0u, sum${divided}); }`,
  });
}

export const meanSquaredErrorGradient: Emitter<'meanSquaredErrorGradient'> = {
  kernels: ({ inputs, outputs: [dx], attributes }, context) => {
    const size = elements(context.shape(dx));
    const difference = '2.0 * (a - b)';
    const expression = attributes.sizeAverage ? `${difference} / f32(run.n * ${size}u)` : difference;
    const output = dx as number;
    return [mapElements('mean squared error gradient', context, { inputs, output, expression })];
  },
};

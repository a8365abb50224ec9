import type { ClassLossAttributes } from '../../../compiler/attributes.ts';
import type { ValueId } from '../../../compiler/program.ts';
import { elements } from '../../../nn/shape.ts';
import { float, type Kernel, type Operand, writeKernel } from '../kernel.ts';
import { workgroupSum } from '../wgsl/reduce.ts';
import type { EmitContext, Emitter } from './emitter.ts';
import { fixedGroups, LINE, powerOfTwo, THREADS, threadsPerImage } from './grid.ts';

/** WGSL of `weight(class)`, 1 where there are no weights. */
function weightText(weights: Operand | null): string {
  return `fn weight(class_number: u32) -> f32 { return ${weights ? 'weights(class_number)' : '1.0'}; }`;
}

/** With label smoothing all scores of an image are read, a workgroup an image, and their shares added up after. */
export const classNll: Emitter<'classNll'> = {
  workspace: ({ attributes }, _, capacity) => (attributes.labelSmoothing > 0 ? 4 * capacity : 0),
  kernels: ({ inputs: [x, labels, weights], outputs: [loss], attributes }, context) => {
    const [classes] = context.shape(x);
    const { labelSmoothing, sizeAverage } = attributes;
    const smooth = labelSmoothing > 0;
    const shares: Operand | null = smooth ? { place: context.workspace, type: 'f32' } : null;
    const own = writeKernel({
      label: 'class NLL',
      operands: {
        x: context.operand(x),
        labels: context.operand(labels, 'i32'),
        weights: context.operand(weights),
        shares,
        loss: context.operand(loss),
      },
      workgroupSize: [THREADS],
      workgroups: fixedGroups(1),
      declarations: weightText(context.operand(weights)) + workgroupSum(context, THREADS, 'vec2f'),
      body: `
  var own = vec2f();
  for (var image = lane; image < run.n; image += ${THREADS}u) {
    let label = u32(labels(image));
    let w = weight(label);
    let score = ${float(1 - labelSmoothing)} * w * x(image * ${classes}u + label);
    own += vec2f(score${smooth ? ' + shares(image)' : ''}, w);
  }
  let sums = total(lane, own);
  if (lane == 0u) { set_loss(0u, -sums.x${sizeAverage ? ' / sums.y' : ''}); }`,
    });
    return smooth ? [smoothedScores(context, x, weights, labelSmoothing), own] : [own];
  },
};

/** The workspace gets of each image the share of its loss that is spread over all classes. */
function smoothedScores(
  context: EmitContext,
  x: ValueId | null,
  weights: ValueId | null,
  smoothing: number,
): Kernel {
  const [classes] = context.shape(x);
  const threads = powerOfTwo(classes, 32);
  return writeKernel({
    label: 'class NLL, smoothed scores',
    operands: {
      x: context.operand(x),
      weights: context.operand(weights),
      shares: { place: context.workspace, type: 'f32' },
    },
    workgroupSize: [threads],
    workgroups: threadsPerImage(1, 1),
    declarations: weightText(context.operand(weights)) + workgroupSum(context, threads),
    body: `
  let image = ${LINE};
  if (image >= run.n) { return; }
  var own = 0.0;
  for (var c = lane; c < ${classes}u; c += ${threads}u) { own += weight(c) * x(image * ${classes}u + c); }
  let sum = total(lane, own);
  if (lane == 0u) { set_shares(image, ${float(smoothing / classes)} * sum); }`,
  });
}

/** A gradient of a loss over classes: WGSL of `result` for class `c` of an image whose class is `label`. */
function classGradient(
  context: EmitContext,
  label: string,
  operands: Readonly<Record<string, Operand | null>>,
  classes: number,
  { sizeAverage }: ClassLossAttributes,
  result: string,
): Kernel {
  const { weights } = operands;
  const summed = weights !== null;
  // Every workgroup adds the weights up anew: they are few, and one kernel less to wait for.
  const sums = `
  var own = vec2f();
  for (var image = lane; image < run.n; image += ${THREADS}u) { own.x += weight(u32(labels(image))); }
  for (var c = lane; c < ${classes}u; c += ${THREADS}u) { own.y += weight(c); }
  let sums = total(lane, own);`;
  return writeKernel({
    label,
    operands,
    workgroupSize: [THREADS],
    workgroups: threadsPerImage(classes),
    declarations: weightText(weights) + (summed ? workgroupSum(context, THREADS, 'vec2f') : ''),
    body: `${
      summed
        ? sums
        : `
  let sums = vec2f(f32(run.n), ${float(classes)});`
    }
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= run.n * ${classes}u) { return; }
  let c = i % ${classes}u;
  let label = u32(labels(i / ${classes}u));
  let is_label = select(0.0, 1.0, c == label);
  set_dx(i, ${sizeAverage ? `(${result}) / sums.x` : result});`,
  });
}

export const classNllGradient: Emitter<'classNllGradient'> = {
  kernels: ({ inputs: [x, labels, weights], outputs: [dx], attributes }, context) => {
    const [classes] = context.shape(x);
    const { labelSmoothing: s } = attributes;
    const operands = {
      labels: context.operand(labels, 'i32'),
      weights: context.operand(weights),
      dx: context.operand(dx),
    };
    const result = `-(is_label * ${float(1 - s)} + ${float(s / classes)}) * weight(c)`;
    return [classGradient(context, 'class NLL gradient', operands, classes, attributes, result)];
  },
};

export const crossEntropyGradient: Emitter<'crossEntropyGradient'> = {
  kernels: ({ inputs: [y, labels, weights], outputs: [dx], attributes }, context) => {
    const [classes] = context.shape(y);
    const { labelSmoothing: s } = attributes;
    const operands = {
      y: context.operand(y),
      labels: context.operand(labels, 'i32'),
      weights: context.operand(weights),
      dx: context.operand(dx),
    };
    const ofLabel = `${float(1 - s)} * (exp(y(i)) - is_label) * weight(label)`;
    const spread = ` + ${float(s / classes)} * (exp(y(i)) * sums.y - weight(c))`;
    const result = s > 0 ? ofLabel + spread : ofLabel;
    return [classGradient(context, 'cross entropy gradient', operands, classes, attributes, result)];
  },
};

export const oneHot: Emitter<'oneHot'> = {
  kernels: ({ inputs: [labels], outputs: [y] }, context) => {
    const classes = elements(context.shape(y));
    const kernel = writeKernel({
      label: 'one-hot',
      operands: { labels: context.operand(labels, 'i32'), y: context.operand(y) },
      workgroupSize: [THREADS],
      workgroups: threadsPerImage(classes),
      body: `
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= run.n * ${classes}u) { return; }
  set_y(i, select(0.0, 1.0, i % ${classes}u == u32(labels(i / ${classes}u))));`,
    });
    return [kernel];
  },
};

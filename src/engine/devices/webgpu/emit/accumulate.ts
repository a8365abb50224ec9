import { elements } from '../../../nn/shape.ts';
import { type Operand, writeKernel } from '../kernel.ts';
import { workgroupSum } from '../wgsl/reduce.ts';
import type { Emitter } from './emitter.ts';
import { fixedGroups, LINE, powerOfTwo, THREADS, threadsPerImage } from './grid.ts';

/** WGSL may take it that no number is NaN, so that only its bits tell. */
const IS_NAN = 'fn is_nan(x: f32) -> bool { return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u; }';

/**
 * WGSL may add in another order, as if float32 were exact, which would make nothing of Kahan's compensation: the
 * compiler cannot see through this, since it does not know that a batch has fewer than 2^31 images.
 */
const ROUNDED = 'fn rounded(x: f32) -> f32 { return bitcast<f32>(bitcast<u32>(x) ^ (run.n >> 31u)); }';

/** A workgroup an image finds out whether it is right, then one counts them and adds the loss. */
export const accumulate: Emitter<'accumulate'> = {
  workspace: (_, __, capacity) => 4 * capacity,
  kernels: ({ inputs: [scores, labels, loss, metrics], attributes }, context) => {
    const classes = elements(context.shape(scores));
    const threads = powerOfTwo(classes, 32);
    const right: Operand = { place: context.workspace, type: 'f32' };
    const judge = writeKernel({
      label: 'right answers',
      operands: { scores: context.operand(scores), labels: context.operand(labels, 'i32'), right },
      workgroupSize: [threads],
      workgroups: threadsPerImage(1, 1),
      declarations: `${IS_NAN}${workgroupSum(context, threads)}`,
      body: `
  let image = ${LINE};
  if (image >= run.n) { return; }
  let label = u32(labels(image));
  let own = scores(image * ${classes}u + label);
  var better = 0.0;
  for (var c = lane; c < ${classes}u; c += ${threads}u) {
    let score = scores(image * ${classes}u + c);
    if (is_nan(score) || score > own || (score == own && c < label)) { better = 1.0; }
  }
  let all = total(lane, better);
  if (lane == 0u) { set_right(image, select(0.0, 1.0, all == 0.0)); }`,
    });
    const add = writeKernel({
      label: 'metrics',
      operands: { right, loss: context.operand(loss), metrics: context.operand(metrics) },
      workgroupSize: [THREADS],
      workgroups: fixedGroups(1),
      declarations: `${ROUNDED}${workgroupSum(context, THREADS)}`,
      body: `
  var own = 0.0;
  for (var image = lane; image < run.n; image += ${THREADS}u) { own += right(image); }
  let correct = total(lane, own);
  if (lane > 0u) { return; }
  let images = f32(run.n);
  let before = metrics(0u);
  let added = rounded(loss(0u)${attributes.sizeAverage ? ' * images' : ''} - metrics(1u));
  let sum = rounded(before + added);
  set_metrics(0u, sum);
  set_metrics(1u, rounded(sum - before) - added);
  set_metrics(2u, metrics(2u) + correct);
  set_metrics(3u, metrics(3u) + images);`,
    });
    return [judge, add];
  },
};

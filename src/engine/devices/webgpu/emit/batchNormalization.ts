import type { ValueId } from '../../../compiler/program.ts';
import { float, type Kernel, writeKernel } from '../kernel.ts';
import { workgroupMoments } from '../wgsl/moments.ts';
import { type ChannelTiles, channelText, channelTiles, eachItem, itemText } from './channels.ts';
import { type EmitContext, type Emitter, shapeIn } from './emitter.ts';
import { LINE, THREADS, threadsPerImage } from './grid.ts';
import { activated, firstText, normaliseText, numberOr } from './normalise.ts';

/** Numbers of the workspace for each split of each channel, and after those for each channel. */
const MOMENTS = 3;
const FACTORS = 2;

/**
 * The moments of parts of each channel; then each workgroup joins those of its channel and normalises its part. Of
 * the two values kept for the gradient, mean is less the channel's first number.
 */
export const batchNormalization: Emitter<'batchNormalization'> = {
  workspace: ({ inputs: [x] }, values, capacity) => {
    const { channels, splits } = channelTiles(shapeIn(values, x), capacity);
    return 4 * channels * (splits * MOMENTS + FACTORS);
  },
  kernels: ({ inputs, outputs, attributes }, context) => {
    const [x, gamma, beta, runningMean, runningVariance] = inputs;
    const [y, mean, inverse] = outputs;
    const tiles = channelTiles(context.shape(x), context.capacity);
    const { channels, type, columns, rows, threads, splits, workgroups } = tiles;
    const { epsilon, momentum, activation } = attributes;
    const moved = (running: string, now: string) =>
      `${float(1 - momentum)} * ${running}(channel) + ${float(momentum)} * ${now}`;
    const normalise = writeKernel({
      label: 'batch normalization',
      operands: {
        x: context.operand(x, type),
        y: context.operand(y, type),
        running_mean: context.operand(runningMean),
        running_variance: context.operand(runningVariance),
        mean: context.operand(mean),
        inverse: context.operand(inverse),
        parts: { place: context.workspace, type: 'f32' },
      },
      workgroupSize: [threads],
      workgroups,
      declarations: normaliseText(tiles) + workgroupMoments(threads, columns),
      body: `${channelText(tiles)}
  var own = Moments();
  for (var split = row; split < ${splits}u; split += ${rows}u) {
    let at = (channel * ${splits}u + split) * ${MOMENTS}u;
    own = merged(own, Moments(parts(at), parts(at + 1u), parts(at + 2u)));
  }
  let all = all_moments(lane, own);
  let factors = ${channels * splits * MOMENTS}u + channel * ${FACTORS}u;
  var c = Channel(${firstText(tiles)}, all.mean, 0.0, parts(factors), parts(factors + 1u));
  var variance = all.squares / all.count;
  let is_one_of_channel = is_there && group.y == 0u && row == 0u;
  if (run.n == 1u) {
    c.mean = running_mean(channel) - c.first;
    variance = running_variance(channel);
  } else if (is_one_of_channel) {
    set_running_mean(channel, ${moved('running_mean', '(c.first + c.mean)')});
    set_running_variance(channel, ${moved('running_variance', 'all.squares / (all.count - 1.0)')});
  }
  c.inverse = 1.0 / sqrt(variance + ${float(epsilon)});
  if (is_one_of_channel) {
    set_mean(channel, c.mean);
    set_inverse(channel, c.inverse);
  }${eachItem(
    tiles,
    `let value = scaled(normalised(x(i), c), c);
    set_y(i, ${activated(activation, 'value', tiles)});`,
  )}`,
    });
    return [momentsOfParts(context, tiles, [x, gamma, beta]), normalise];
  },
};

/** Also puts gamma and beta beside the moments: the kernel that joins those has no binding left for them. */
function momentsOfParts(
  context: EmitContext,
  tiles: ChannelTiles,
  [x, gamma, beta]: readonly (ValueId | null)[],
): Kernel {
  const { channels, type, columns, threads, splits, workgroups } = tiles;
  const operands = {
    x: context.operand(x, type),
    gamma: context.operand(gamma),
    beta: context.operand(beta),
    parts: { place: context.workspace, type: 'f32' as const },
  };
  const four = ['x', 'y', 'z', 'w'].map((lane) => `Moments(count, mean.${lane}, squares.${lane})`);
  const own =
    type === 'f32'
      ? 'Moments(count, mean, squares)'
      : `merged(merged(${four[0]}, ${four[1]}), merged(${four[2]}, ${four[3]}))`;
  return writeKernel({
    label: 'batch normalization, moments of parts',
    operands,
    workgroupSize: [threads],
    workgroups,
    declarations: workgroupMoments(threads, columns),
    body: `${channelText(tiles)}
  let first = ${firstText(tiles)};
  var count = 0.0;
  var mean = ${itemText[type].type}();
  var squares = ${itemText[type].type}();${eachItem(
    tiles,
    `count += 1.0;
    let shifted = x(i) - first;
    let distance = shifted - mean;
    mean += distance * (1.0 / count);
    squares += distance * (shifted - mean);`,
  )}
  let all = all_moments(lane, ${own});
  if (row > 0u || !is_there) { return; }
  let at = (channel * ${splits}u + group.y) * ${MOMENTS}u;
  set_parts(at, all.count);
  set_parts(at + 1u, all.mean);
  set_parts(at + 2u, all.squares);
  if (group.y == 0u) {
    let factors = ${channels * splits * MOMENTS}u + channel * ${FACTORS}u;
    set_parts(factors, ${numberOr(operands.gamma, 'gamma', '1.0')});
    set_parts(factors + 1u, ${numberOr(operands.beta, 'beta', '0.0')});
  }`,
  });
}

export const batchNormalizationEvaluate: Emitter<'batchNormalizationEvaluate'> = {
  kernels: ({ inputs: [x, gamma, beta, mean, variance], outputs: [y], attributes }, context) => {
    const shape = context.shape(x);
    const { channels, items, type } = channelTiles(shape, context.capacity);
    const operands = {
      x: context.operand(x, type),
      y: context.operand(y, type),
      gamma: context.operand(gamma),
      beta: context.operand(beta),
      running_mean: context.operand(mean),
      running_variance: context.operand(variance),
    };
    const factors = [numberOr(operands.gamma, 'gamma', '1.0'), numberOr(operands.beta, 'beta', '0.0')];
    const kernel = writeKernel({
      label: 'batch normalization, evaluate',
      operands,
      workgroupSize: [THREADS],
      workgroups: threadsPerImage(channels * items),
      declarations: normaliseText({ type }),
      body: `
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= run.n * ${channels * items}u) { return; }
  let channel = i / ${items}u % ${channels}u;
  let inverse = 1.0 / sqrt(running_variance(channel) + ${float(attributes.epsilon)});
  let c = Channel(0.0, running_mean(channel), inverse, ${factors.join(', ')});
  let value = scaled(normalised(x(i), c), c);
  set_y(i, ${activated(attributes.activation, 'value', { type })});`,
    });
    return [kernel];
  },
};

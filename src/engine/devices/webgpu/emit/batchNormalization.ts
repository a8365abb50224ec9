import type { ValueId } from '../../../compiler/program.ts';
import { float, type Kernel, writeKernel } from '../kernel.ts';
import { momentSums, workgroupMoments } from '../wgsl/moments.ts';
import {
  type ChannelTiles,
  channelText,
  channelTiles,
  eachItem,
  eachSplit,
  itemText,
  placeText,
} from './channels.ts';
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
    const { channels, type, columns, threads, splits, workgroups } = tiles;
    const { each, areShared } = eachSplit(tiles);
    const part = `let at = (channel * ${splits}u + split) * ${MOMENTS}u;`;
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
      declarations: normaliseText(tiles) + (areShared ? momentSums(context, threads, columns) : ''),
      body: `${channelText(tiles)}
  var sums = vec2f();${each(`${part} sums += parts(at) * vec2f(1.0, parts(at + 1u));`)}
  ${areShared ? 'sums = total_of_means(lane, sums);' : ''}
  let mean = sums.y / sums.x;
  var squares = 0.0;${each(
    `${part} let distance = parts(at + 1u) - mean;
    squares += parts(at + 2u) + parts(at) * distance * distance;`,
  )}
  ${areShared ? 'squares = total_of_squares(lane, squares);' : ''}
  let factors = ${channels * splits * MOMENTS}u + channel * ${FACTORS}u;
  var c = Channel(${firstText(tiles)}, mean, 0.0, parts(factors), parts(factors + 1u));
  var variance = squares / sums.x;
  let is_one_of_channel = is_there && group.y == 0u && row == 0u;
  if (run.n == 1u) {
    c.mean = running_mean(channel) - c.first;
    variance = running_variance(channel);
  } else if (is_one_of_channel) {
    set_running_mean(channel, ${moved('running_mean', '(c.first + c.mean)')});
    set_running_variance(channel, ${moved('running_variance', 'squares / (sums.x - 1.0)')});
  }
  c.inverse = 1.0 / sqrt(variance + ${float(epsilon)});
  if (is_one_of_channel) {
    set_mean(channel, c.mean);
    set_inverse(channel, c.inverse);
  }${eachItem(
    tiles,
    ['x'],
    `let value = scaled(normalised(x_i, c), c);
    set_y(i, ${activated(activation, 'value', tiles)});`,
  )}`,
    });
    return [momentsOfParts(context, tiles, [x, gamma, beta]), normalise];
  },
};

/**
 * A thread adds up distances from its own first number and their squares: no division a number, and where that one is
 * an outlier it costs the accuracy of this thread's share alone. Also puts gamma and beta beside the moments: the
 * kernel that joins those has no binding left for them.
 */
function momentsOfParts(
  context: EmitContext,
  tiles: ChannelTiles,
  [x, gamma, beta]: readonly (ValueId | null)[],
): Kernel {
  const { channels, type, columns, rows, threads, splits, workgroups } = tiles;
  const item = itemText[type];
  const operands = {
    x: context.operand(x, type),
    gamma: context.operand(gamma),
    beta: context.operand(beta),
    parts: { place: context.workspace, type: 'f32' as const },
  };
  return writeKernel({
    label: 'batch normalization, moments of parts',
    operands,
    workgroupSize: [threads],
    workgroups,
    declarations: workgroupMoments(context, threads, columns),
    body: `${channelText(tiles)}
  let first = ${firstText(tiles)};
  let origin = select(first, ${item.first(`x(${placeText(tiles, 'begin')})`)}, begin < end);
  var sum = ${item.type}();
  var squares = ${item.type}();${eachItem(
    tiles,
    ['x'],
    `let distance = x_i - origin;
    sum += distance;
    squares += distance * distance;`,
  )}
  let count = f32(${item.numbers}u * select(0u, (end - begin + ${rows - 1}u) / ${rows}u, begin < end));
  let whole = ${item.sum('sum')};
  let mean = whole / max(count, 1.0);
  let around = max(${item.sum('squares')} - whole * mean, 0.0);
  let all = all_moments(lane, Moments(count, origin - first + mean, around));
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

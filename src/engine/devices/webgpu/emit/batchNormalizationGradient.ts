import type { Operation } from '../../../compiler/program.ts';
import { type Kernel, type Operand, writeKernel } from '../kernel.ts';
import { workgroupSum } from '../wgsl/reduce.ts';
import { type ChannelTiles, channelText, channelTiles, eachItem, eachSplit, itemText } from './channels.ts';
import { type EmitContext, type Emitter, shapeIn } from './emitter.ts';
import { firstText, normaliseText, numberOr } from './normalise.ts';

/** Numbers of the workspace for each split of each channel, and after those for each channel. */
const SUMS = 2;
const FACTORS = 4;

/** The sums of g and g*h of parts of each channel; then each workgroup joins those of its channel for its part of dx. */
export const batchNormalizationGradient: Emitter<'batchNormalizationGradient'> = {
  workspace: ({ inputs: [dy] }, values, capacity) => {
    const { channels, splits } = channelTiles(shapeIn(values, dy), capacity);
    return 4 * channels * (splits * SUMS + FACTORS);
  },
  kernels: (operation, context) => {
    const tiles = channelTiles(context.shape(operation.inputs[0]), context.capacity);
    const parts: Operand = { place: context.workspace, type: 'f32' };
    return [sumsOfParts(operation, context, tiles, parts), spread(operation, context, tiles, parts)];
  },
};

/** WGSL of `g` and `h` of the item at i. */
function gatedText({ attributes }: Operation<'batchNormalizationGradient'>, { type }: ChannelTiles): string {
  const zero = `${itemText[type].type}()`;
  const gate = attributes.activation === 'relu' ? `select(dy_i, ${zero}, scaled(h, c) <= ${zero})` : 'dy_i';
  return `let h = normalised(x_i, c);
    let g = ${gate};`;
}

/** Also puts a channel's constants beside the sums: the kernel that joins those has no bindings left for them. */
function sumsOfParts(
  operation: Operation<'batchNormalizationGradient'>,
  context: EmitContext,
  tiles: ChannelTiles,
  parts: Operand,
): Kernel {
  const [dy, x, gamma, beta, mean, inverse] = operation.inputs;
  const { channels, type, columns, threads, splits, workgroups } = tiles;
  const item = itemText[type];
  const operands = {
    dy: context.operand(dy, type),
    x: context.operand(x, type),
    gamma: context.operand(gamma),
    beta: context.operand(beta),
    mean: context.operand(mean),
    inverse: context.operand(inverse),
    parts,
  };
  const factors = [numberOr(operands.gamma, 'gamma', '1.0'), numberOr(operands.beta, 'beta', '0.0')];
  return writeKernel({
    label: 'batch normalization gradient, sums of parts',
    operands,
    workgroupSize: [threads],
    workgroups,
    declarations: normaliseText(tiles) + workgroupSum(context, threads, 'vec2f', columns),
    body: `${channelText(tiles)}
  let c = Channel(${firstText(tiles)}, mean(channel), inverse(channel), ${factors.join(', ')});
  var sum = ${item.type}();
  var weighted = ${item.type}();${eachItem(
    tiles,
    ['x', 'dy'],
    `${gatedText(operation, tiles)}
    sum += g;
    weighted += g * h;`,
  )}
  let all = total(lane, vec2f(${item.sum('sum')}, ${item.sum('weighted')}));
  if (row > 0u || !is_there) { return; }
  let at = (channel * ${splits}u + group.y) * ${SUMS}u;
  set_parts(at, all.x);
  set_parts(at + 1u, all.y);
  if (group.y == 0u) {
    let factors = ${channels * splits * SUMS}u + channel * ${FACTORS}u;
    set_parts(factors, c.mean);
    set_parts(factors + 1u, c.inverse);
    set_parts(factors + 2u, c.gamma);
    set_parts(factors + 3u, c.beta);
  }`,
  });
}

function spread(
  operation: Operation<'batchNormalizationGradient'>,
  context: EmitContext,
  tiles: ChannelTiles,
  parts: Operand,
): Kernel {
  const [dy, x] = operation.inputs;
  const [dx, dgamma, dbeta] = operation.outputs;
  const { channels, type, columns, threads, splits, workgroups } = tiles;
  const { each, areShared } = eachSplit(tiles);
  const operands = {
    dy: context.operand(dy, type),
    x: context.operand(x, type),
    dx: context.operand(dx, type),
    dgamma: context.operand(dgamma),
    dbeta: context.operand(dbeta),
    parts,
  };
  return writeKernel({
    label: 'batch normalization gradient',
    operands,
    workgroupSize: [threads],
    workgroups,
    declarations: normaliseText(tiles) + (areShared ? workgroupSum(context, threads, 'vec2f', columns) : ''),
    body: `${channelText(tiles)}
  var all = vec2f();${each(
    `let at = (channel * ${splits}u + split) * ${SUMS}u;
    all += vec2f(parts(at), parts(at + 1u));`,
  )}${areShared ? '\n  all = total(lane, all);' : ''}
  if (is_there && group.y == 0u && row == 0u) {
    ${operands.dbeta ? 'set_dbeta(channel, all.x);' : ''}
    ${operands.dgamma ? 'set_dgamma(channel, all.y);' : ''}
  }
  let factors = ${channels * splits * SUMS}u + channel * ${FACTORS}u;
  let c = Channel(${firstText(tiles)}, parts(factors), parts(factors + 1u), parts(factors + 2u), parts(factors + 3u));
  let factor = c.gamma * c.inverse;
  // The moments of one image alone are the running ones, which do not depend on it.
  let averages = select(all / f32(${numbersText(tiles)}), vec2f(), run.n == 1u);${eachItem(
    tiles,
    ['x', 'dy'],
    `${gatedText(operation, tiles)}
    set_dx(i, factor * (g - averages.x - h * averages.y));`,
  )}`,
  });
}

/** WGSL of how many numbers a channel has. */
function numbersText({ type }: ChannelTiles): string {
  return type === 'vec4' ? '4u * items' : 'items';
}

import { type Kernel, type Operand, writeKernel } from '../kernel.ts';
import { workgroupSum } from '../wgsl/reduce.ts';
import { type ChannelTiles, channelText, channelTiles, eachItem, itemText } from './channels.ts';
import { type Emitter, shapeIn } from './emitter.ts';
import { fixedGroups, LINE, THREADS } from './grid.ts';

/** Sums of parts of a channel, then the sum of those. */
export const channelSum: Emitter<'channelSum'> = {
  workspace: ({ inputs: [dy] }, values, capacity) => {
    const { channels, splits } = channelTiles(shapeIn(values, dy), capacity);
    return splits === 1 ? 0 : 4 * channels * splits;
  },
  kernels: ({ inputs: [dy], outputs: [dbias] }, context) => {
    const tiles = channelTiles(context.shape(dy), context.capacity);
    const { type, columns, threads, splits, workgroups } = tiles;
    const item = itemText[type];
    const out = context.operand(dbias);
    const sums: Operand | null = splits === 1 ? out : { place: context.workspace, type: 'f32' };
    const parts = writeKernel({
      label: 'channel sums of parts',
      operands: { dy: context.operand(dy, type), sums },
      workgroupSize: [threads],
      workgroups,
      declarations: workgroupSum(context, threads, 'f32', columns),
      body: `${channelText(tiles)}
  var own = ${item.type}();${eachItem(tiles, ['dy'], 'own += dy_i;')}
  let sum = total(lane, ${item.sum('own')});
  if (row == 0u && is_there) { set_sums(group.y * ${tiles.channels}u + channel, sum); }`,
    });
    return splits === 1 ? [parts] : [parts, joined(tiles, sums, out)];
  },
};

function joined({ channels, splits }: ChannelTiles, sums: Operand | null, dbias: Operand | null): Kernel {
  return writeKernel({
    label: 'channel sums',
    operands: { sums, dbias },
    workgroupSize: [THREADS],
    workgroups: fixedGroups(Math.ceil(channels / THREADS)),
    body: `
  let channel = ${LINE} * ${THREADS}u + lane;
  if (channel >= ${channels}u) { return; }
  var sum = 0.0;
  for (var split = 0u; split < ${splits}u; split++) { sum += sums(split * ${channels}u + channel); }
  set_dbias(channel, sum);`,
  });
}

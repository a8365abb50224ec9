import { type Command, fixedTiles, tilesBy } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import { WINOGRAD_FINISH_BYTES, WINOGRAD_POSITIONS, WINOGRAD_SKEW } from '../kernels/layout.ts';
import type { EmitContext } from './emitter.ts';
import { type FilterOrder, type Operands, type Product, padded } from './product.ts';

/** Fewest channels on either side: with fewer, the transforms cost what the products save. */
export const FEWEST_CHANNELS = 3;
/** Bytes of transformed patches that a tile has, about; and of their products at a time. */
const PATCH_BYTES = 160 * 1024;
const PRODUCT_BYTES = 160 * 1024;
/** Channels that are summed at a time, about: sums of sums err less. */
const DEPTH = 32;
/** Patches are taken by multiples of the widest panel. */
const PANEL = 16;

/** Whether a convolution is done by Winograd's products: by its shape alone, since the choice alters bits. */
export function winogradFits({ source, result, kernel: size, stride, corner, step }: Product): boolean {
  const [channels, , width] = source;
  const [rows, outHeight, outWidth] = result;
  return (
    [...size].every((length) => length === 3) &&
    [...stride, ...step].every((length) => length === 1) &&
    corner.every((pad) => pad >= 0 && pad <= 2) &&
    Math.min(channels, rows) >= FEWEST_CHANNELS &&
    Math.min(width, outHeight, outWidth) >= 4
  );
}

/** Bytes of the transformed filters. */
export function winogradBytes(rows: number, channels: number): number {
  return WINOGRAD_POSITIONS * padded(rows, 4) * channels * 4;
}

/** Forward convolution or the gradient of its input, where it `winogradFits`. */
export function winogradCommands(
  { source, result, corner, finish }: Product,
  order: FilterOrder,
  operands: Operands,
  context: EmitContext,
): Command[] {
  const [channels, , width] = source;
  const [rows, outHeight, outWidth] = result;
  const across = Math.ceil(outWidth / 4);
  const patches = across * Math.ceil(outHeight / 4);
  const panelBytes = WINOGRAD_POSITIONS * PANEL * 4;
  const group = PANEL * Math.max(1, Math.floor(PATCH_BYTES / (panelBytes * channels)));
  // A tile's products are four rows at a time, all positions, all patches.
  const fours = Math.max(1, Math.floor(PRODUCT_BYTES / ((panelBytes * 4 * group) / PANEL)));
  const block = 4 * Math.min(Math.ceil(rows / 4), fours);
  const packing = [context.address(operands.weight), context.workspace, rows, channels];
  const depth = Math.ceil(channels / Math.ceil(channels / DEPTH));
  const touched = Math.ceil((group - 1) / across) + 1;
  return [
    {
      kernel: kernel.PACK_WINOGRAD,
      tiles: fixedTiles(Math.ceil(rows / 4)),
      arguments: [...packing, order.row, order.channel, Number(order.flip)],
      scratch: 32 * (9 + 18 + 6),
    },
    {
      kernel: kernel.WINOGRAD,
      tiles: tilesBy(patches, group),
      arguments: [
        ...[context.address(operands.source), ...source],
        ...[context.workspace, context.address(operands.bias)],
        ...[context.address(operands.result), ...result],
        ...[...corner, finish, group, block, depth],
      ],
      scratch:
        WINOGRAD_POSITIONS * ((channels + block) * group * 4 + 2 * WINOGRAD_SKEW) +
        group * 16 +
        WINOGRAD_FINISH_BYTES +
        (width + 4) * 4 +
        touched * 6 * (across * 4 + 4) * 4,
    },
  ];
}

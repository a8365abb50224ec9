import { type Command, fixedTiles, tilesBy } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import {
  WINOGRAD_FINISH_BYTES,
  WINOGRAD_LANES,
  WINOGRAD_POSITIONS,
  WINOGRAD_SKEW,
  WINOGRAD_TURN_BYTES,
} from '../kernels/layout.ts';
import { type FilterOrder, type Operands, type Product, padded } from './product.ts';

/** Fewest channels on either side: with fewer, the transforms cost what the products save. */
export const FEWEST_CHANNELS = 3;
/** Bytes of transformed patches that a tile has, about; and of their products at a time. */
const PATCH_BYTES = 224 * 1024;
const PRODUCT_BYTES = 160 * 1024;
/** Patches of a tile, at most: more share no more work, and their products need more room. */
const MOST_PATCHES = 24;
/** Patches of a tile, at least, for each so many channels: all filters pass through the caches for each tile. */
const LEAST_PATCHES = 12;
const MANY_CHANNELS = 256;
/** Channels of a tile that packs filters. */
const PACKED_CHANNELS = 16;
/** Channels that are summed at a time, about: sums of sums err less. */
const DEPTH = 32;

/** Whether a convolution is done by Winograd's products: by its shape alone, since the choice alters bits. */
export function winogradFits({ source, result, kernel: size, stride, corner }: Product): boolean {
  const [channels, , width] = source;
  const [rows, outHeight, outWidth] = result;
  return (
    [...size].every((length) => length === 3) &&
    [...stride].every((length) => length === 1) &&
    corner.every((pad) => pad >= 0 && pad <= 2) &&
    Math.min(channels, rows) >= FEWEST_CHANNELS &&
    Math.min(width, outHeight, outWidth) >= 4
  );
}

/** Bytes of the transformed filters. */
export function winogradBytes(rows: number, channels: number): number {
  return WINOGRAD_POSITIONS * (padded(rows, WINOGRAD_LANES) * channels * 4 + WINOGRAD_SKEW);
}

/** Forward convolution or the gradient of its input, where it `winogradFits`. */
export function winogradCommands(
  { source, result, corner, finish }: Product,
  order: FilterOrder,
  operands: Operands,
): Command[] {
  const [channels] = source;
  const [rows, outHeight, outWidth] = result;
  const across = Math.ceil(outWidth / 4);
  const patches = across * Math.ceil(outHeight / 4);
  const patchBytes = WINOGRAD_POSITIONS * padded(channels, WINOGRAD_LANES) * 4;
  const least = LEAST_PATCHES * Math.ceil(channels / MANY_CHANNELS);
  const group = groupOf(
    across,
    Math.max(least, Math.min(MOST_PATCHES, Math.floor(PATCH_BYTES / patchBytes))),
  );
  const fitting = Math.floor(PRODUCT_BYTES / (WINOGRAD_POSITIONS * group * WINOGRAD_LANES * 4));
  const block = WINOGRAD_LANES * Math.min(Math.ceil(rows / WINOGRAD_LANES), Math.max(1, fitting));
  const packing = [operands.weight, operands.workspace, rows, channels];
  const depth = Math.ceil(channels / Math.ceil(channels / DEPTH));
  return [
    {
      kernel: kernel.PACK_WINOGRAD,
      tiles: fixedTiles(Math.ceil(rows / WINOGRAD_LANES) * Math.ceil(channels / PACKED_CHANNELS)),
      arguments: [...packing, order.row, order.channel, Number(order.flip), PACKED_CHANNELS],
      scratch: 64 * 9 + 32 * 18,
    },
    {
      kernel: kernel.WINOGRAD,
      tiles: tilesBy(patches, group),
      arguments: [
        ...[operands.source, ...source],
        ...[operands.workspace, operands.bias],
        ...[operands.result, ...result],
        ...[...corner, finish, group, block, depth],
      ],
      scratch:
        WINOGRAD_POSITIONS * ((padded(channels, WINOGRAD_LANES) + block) * group * 4 + 2 * WINOGRAD_SKEW) +
        Math.max(WINOGRAD_LANES * 4 + WINOGRAD_FINISH_BYTES, WINOGRAD_TURN_BYTES),
    },
  ];
}

/** Patches of a tile, `most` or fewer but 4 at least: whole rows of patches where those make fours. */
function groupOf(across: number, most: number): number {
  const rows = 4 / greatestCommonDivisor(across, 4);
  const unit = across * rows;
  return unit <= most ? unit * Math.floor(most / unit) : Math.max(4, 4 * Math.floor(most / 4));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

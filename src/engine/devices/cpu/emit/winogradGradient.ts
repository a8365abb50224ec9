import type { Shape } from '../../../nn/shape.ts';
import { type Command, fixedTiles } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import { WINOGRAD_LANES, WINOGRAD_SKEW, WINOGRAD_TURN_BYTES } from '../kernels/layout.ts';
import { evenly } from './direct.ts';
import type { EmitContext } from './emitter.ts';
import { type Product, padded } from './product.ts';

/** Bytes of a tile's sums, and of its transformed patches at a time, at most: together they stay in a core's cache. */
const SUMS_BYTES = 400 * 1024;
const PATCHES_BYTES = 400 * 1024;
/** Blocks of outputs with all lines of a patch, at most: each transforms its inputs anew. With more it is pairs of lines. */
const MOST_BLOCKS = 3;
/** Channels of a tile, at most: of more, their patches would leave no room for as many outputs. */
const MOST_CHANNELS = 128;
/** Patches that are summed at a time, at most: sums of sums err less. */
const DEPTH = 64;
/**
 * Tiles, about, and at most where the sums that the parts write come to no more than so many bytes: more tiles share the
 * work more evenly, and more sums are written and read.
 */
const TILES = 8;
const MOST_TILES = 16;
const PARTS_BYTES = 1280 * 1024;

/** The values that the gradient of filters is worked out from, and itself. */
export interface GradientOperands {
  readonly x: number | null;
  readonly dy: number | null;
  readonly dweight: number | null;
}

/** Bytes of the sums that the parts of the images have. */
export function winogradGradientBytes(product: Product, capacity: number): number {
  const [channels] = product.source;
  const [outputs] = product.result;
  return partition(product, capacity).parts * partBytes(channels, outputs);
}

/** The gradient of the filters of a convolution that `winogradFits`, given as it goes forward. */
export function winogradGradientCommands(
  product: Product,
  capacity: number,
  { x, dy, dweight }: GradientOperands,
  context: EmitContext,
): Command[] {
  const { source, result, corner } = product;
  const [channels] = source;
  const [outputs] = result;
  const { pairs, channelBlock, block, tilesPerPart, rowsPerPart, parts, chunk, scratch } = partition(
    product,
    capacity,
  );
  const lanes = (planes: number) => Math.ceil(planes / WINOGRAD_LANES);
  return [
    {
      kernel: kernel.WINOGRAD_GRADIENT,
      tiles: fixedTiles(parts * tilesPerPart),
      arguments: [
        ...[context.address(x), ...source, context.address(dy), ...result],
        ...[...corner, context.workspace, pairs, block, rowsPerPart, chunk, channelBlock],
      ],
      scratch,
    },
    {
      kernel: kernel.GATHER_WINOGRAD_TAPS,
      tiles: fixedTiles(lanes(outputs) * lanes(channels)),
      arguments: [
        ...[context.workspace, context.address(dweight), channels, outputs],
        ...[patchRows(result), rowsPerPart],
      ],
      scratch: 64 * (18 + 9),
    },
  ];
}

/** How the work is cut into tiles and those into pieces, by shape alone; bytes of a tile's scratch. */
function partition({ source: [channels], result }: Product, capacity: number) {
  const [outputs, , outWidth] = result;
  const across = Math.ceil(outWidth / 4);
  const channelBlock = Math.min(MOST_CHANNELS, padded(channels, WINOGRAD_LANES));
  const summed = Math.min(channelBlock, padded(channels, 4));
  const sumBytes = (positions: number, block: number) => positions * summed * block * 4;
  const wide = padded(outputs, WINOGRAD_LANES);
  const pairs = sumBytes(36, wide) <= MOST_BLOCKS * SUMS_BYTES ? 1 : 3;
  const positions = 36 / pairs;
  const fitting = Math.floor(SUMS_BYTES / sumBytes(positions, WINOGRAD_LANES));
  const block = Math.min(wide, WINOGRAD_LANES * Math.max(1, fitting));

  const perPatch = positions * ((channelBlock + block) * 4 + 2 * WINOGRAD_SKEW);
  const most = Math.min(DEPTH, Math.floor(PATCHES_BYTES / perPatch));
  const rows = capacity * patchRows(result);
  const tilesPerPart = pairs * Math.ceil(outputs / block) * Math.ceil(channels / channelBlock);
  const free = Math.floor(PARTS_BYTES / partBytes(channels, outputs));
  const parts = Math.max(
    Math.min(free, Math.floor(MOST_TILES / tilesPerPart)),
    Math.ceil(TILES / tilesPerPart),
  );
  const rowsPerPart = Math.ceil(rows / parts);
  const chunk = evenly(rowsPerPart, Math.max(1, Math.floor(most / across)));
  const scratch =
    chunk * across * perPatch +
    2 * positions * WINOGRAD_SKEW +
    sumBytes(positions, block) +
    WINOGRAD_TURN_BYTES;
  return {
    pairs,
    channelBlock,
    block,
    tilesPerPart,
    rowsPerPart,
    parts: Math.ceil(rows / rowsPerPart),
    chunk,
    scratch,
  };
}

/** Bytes of the sums of a part: along one side of a patch they are taps already. */
function partBytes(channels: number, outputs: number): number {
  return 18 * (padded(channels, 4) * padded(outputs, WINOGRAD_LANES) * 4 + WINOGRAD_SKEW);
}

/** Rows of patches of an image. */
function patchRows([, height]: Shape): number {
  return Math.ceil(height / 4);
}

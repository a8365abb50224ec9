import type { Shape } from '../../../nn/shape.ts';
import { type Command, fixedTiles } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import { WINOGRAD_POSITIONS, WINOGRAD_SKEW } from '../kernels/layout.ts';
import type { EmitContext } from './emitter.ts';
import { type Product, padded } from './product.ts';

/** Input channels of a tile: with more, the gradient of the output is transformed less often. */
const TILE_CHANNELS = 64;
/** Bytes of transformed patches of both operands at a time, about. */
const PATCH_BYTES = 600 * 1024;
/** Fewest patches of a chunk. */
const LEAST_PATCHES = 32;

/** The values that the gradient of filters is worked out from, and itself. */
export interface GradientOperands {
  readonly x: number | null;
  readonly dy: number | null;
  readonly dweight: number | null;
}

/** Bytes of the sums of all chunks, still untransformed. */
export function winogradGradientBytes({ source, result }: Product, capacity: number): number {
  const [channels] = source;
  const [outputs] = result;
  const chunks = Math.ceil(capacity / imagesPerChunk(source, result));
  return chunks * WINOGRAD_POSITIONS * padded(channels, 4) * padded(outputs, 16) * 4;
}

/** The gradient of the filters of a convolution that `winogradFits`, given as it goes forward. */
export function winogradGradientCommands(
  { source, result, corner }: Product,
  { x, dy, dweight }: GradientOperands,
  context: EmitContext,
): Command[] {
  const [channels, , width] = source;
  const [outputs, , outWidth] = result;
  const across = Math.ceil(outWidth / 4);
  const tileChannels = Math.min(padded(channels, 4), TILE_CHANNELS);
  const numbers = WINOGRAD_POSITIONS * (tileChannels + padded(outputs, 16));
  const block = 16 * Math.min(4, Math.max(1, Math.floor(PATCH_BYTES / (64 * numbers))));
  const images = imagesPerChunk(source, result);
  const copyRows = (Math.ceil((block - 1) / across) + 1) * 6;
  return [
    {
      kernel: kernel.WINOGRAD_GRADIENT,
      tiles: { perGroup: Math.ceil(channels / tileChannels), unit: 1, group: images },
      arguments: [
        ...[context.address(x), ...source, context.address(dy), ...result],
        ...[...corner, context.workspace, tileChannels, images, block],
      ],
      scratch:
        4 * (numbers * block + Math.max(width, outWidth) + 4) +
        WINOGRAD_POSITIONS * 2 * WINOGRAD_SKEW +
        4 * 8 * copyRows * (across * 4 + 4),
    },
    {
      kernel: kernel.SUM_WINOGRAD_GRADIENTS,
      tiles: fixedTiles(channels),
      arguments: [context.workspace, context.address(dweight), channels, outputs, images],
      scratch: 16 * (36 + 18 + 9),
    },
  ];
}

/** Images whose gradients are added up in one place: enough for a product of some depth; the more, the larger the sums. */
function imagesPerChunk([channels]: Shape, [outputs, height, width]: Shape): number {
  const patches = Math.ceil(height / 4) * Math.ceil(width / 4);
  return Math.ceil(Math.max(LEAST_PATCHES / patches, channels / 16, (channels * outputs) / 2048));
}

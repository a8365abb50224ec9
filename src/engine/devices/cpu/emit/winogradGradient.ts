import type { Shape } from '../../../nn/shape.ts';
import { type Command, fixedTiles } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import { WINOGRAD_LANES, WINOGRAD_POSITIONS, WINOGRAD_SKEW } from '../kernels/layout.ts';
import type { EmitContext } from './emitter.ts';
import { type Product, padded } from './product.ts';
import { copyBytes } from './winograd.ts';

/** Bytes of the transformed pictures of a chunk of images, about: they stay in the cache that threads share. */
const CHUNK_BYTES = 4 * 1024 * 1024;
/** Patches that are summed at a time: sums of sums err less. */
const DEPTH = 48;
/** Patches that a tile turns, about. */
const TURNED_PATCHES = 48;
/** Outputs of a tile of products. */
const BLOCK = 64;

/** The values that the gradient of filters is worked out from, and itself. */
export interface GradientOperands {
  readonly x: number | null;
  readonly dy: number | null;
  readonly dweight: number | null;
}

/** Bytes of a chunk's transformed pictures and of the sums, still untransformed. */
export function winogradGradientBytes(product: Product, capacity: number): number {
  const { left, right, sums } = places(product, capacity);
  return left + right + sums;
}

/** The gradient of the filters of a convolution that `winogradFits`, given as it goes forward. */
export function winogradGradientCommands(
  product: Product,
  capacity: number,
  { x, dy, dweight }: GradientOperands,
  context: EmitContext,
): Command[] {
  const { source, result, corner } = product;
  const [channels, , width] = source;
  const [outputs, outHeight, outWidth] = result;
  const { left, right, images } = places(product, capacity);
  const turnedX = context.workspace;
  const turnedY = turnedX + left;
  const sums = turnedY + right;
  const down = Math.ceil(outHeight / 4);
  const rows = Math.min(down, Math.max(1, Math.ceil(TURNED_PATCHES / Math.ceil(outWidth / 4))));
  const parts = Math.ceil(down / rows);
  const chunk = (first: number): Command[] => [
    {
      kernel: kernel.TURN_WINOGRAD_GRADIENT,
      tiles: fixedTiles(
        images * parts * (Math.ceil(channels / WINOGRAD_LANES) + Math.ceil(outputs / WINOGRAD_LANES)),
      ),
      arguments: [
        ...[context.address(x), ...source, context.address(dy), ...result],
        ...[...corner, turnedX, turnedY, first, images, rows],
      ],
      scratch: copyBytes(Math.max(width, outWidth)),
    },
    {
      kernel: kernel.MULTIPLY_WINOGRAD_GRADIENT,
      tiles: fixedTiles(WINOGRAD_POSITIONS * Math.ceil(outputs / BLOCK)),
      arguments: [
        ...[turnedX, turnedY, sums, channels, outputs, patchesOf(result)],
        ...[first, images, BLOCK, DEPTH],
      ],
    },
  ];
  const firsts = Array.from({ length: Math.ceil(capacity / images) }, (_, i) => i * images);
  return [
    ...firsts.flatMap(chunk),
    {
      kernel: kernel.GATHER_WINOGRAD_TAPS,
      tiles: fixedTiles(channels),
      arguments: [sums, context.address(dweight), channels, outputs],
      scratch: 16 * (18 + 9),
    },
  ];
}

/** Bytes of what lies in the workspace one after the other, and the images of a chunk. */
function places({ source: [channels], result }: Product, capacity: number) {
  const [outputs] = result;
  const patches = patchesOf(result);
  const perPatch = (planes: number) => padded(planes, WINOGRAD_LANES) * 4 + WINOGRAD_SKEW;
  const perImage = WINOGRAD_POSITIONS * patches * (perPatch(channels) + perPatch(outputs));
  const images = Math.min(capacity, Math.max(1, Math.floor(CHUNK_BYTES / perImage)));
  const turned = (planes: number) =>
    WINOGRAD_POSITIONS * (images * patches * perPatch(planes) + WINOGRAD_SKEW);
  const sums = WINOGRAD_POSITIONS * padded(channels, 4) * padded(outputs, WINOGRAD_LANES) * 4;
  return { left: turned(channels), right: turned(outputs), sums, images };
}

function patchesOf([, height, width]: Shape): number {
  return Math.ceil(height / 4) * Math.ceil(width / 4);
}

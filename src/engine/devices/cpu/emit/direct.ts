import { elements } from '../../../nn/shape.ts';
import { type Command, fixedTiles, tilesBy } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import type { EmitContext } from './emitter.ts';
import { type FilterOrder, type Operands, type Product, padded } from './product.ts';
import { winogradBytes, winogradCommands, winogradFits } from './winograd.ts';

/** Depth of one block of a product: with 16 columns it fills two thirds of the nearest cache. */
const DEPTH = 320;
/** Output pixels of a forward tile, about. */
const TILE_PIXELS = 576;

/** The order of filters that lie whole, one tap after the other. */
export function filterOrder(
  { kernel: [, width] }: Product,
  row: number,
  channel: number,
  flip: boolean,
): FilterOrder {
  return { row, channel, below: width, beside: 1, flip };
}

/** The addresses of values that a product reads and writes, and of the operation's workspace. */
export function addresses(
  values: { readonly [K in Exclude<keyof Operands, 'workspace'>]: number | null },
  { address, workspace }: EmitContext,
): Operands {
  const { source, weight, bias, result } = values;
  return {
    source: address(source),
    weight: address(weight),
    bias: address(bias),
    result: address(result),
    workspace,
  };
}

/** Bytes of the packed filters. */
export function filterBytes(product: Product): number {
  const [channels] = product.source;
  const [rows] = product.result;
  if (winogradFits(product)) return winogradBytes(rows, channels);
  return padded(rows, 4) * channels * elements(product.kernel) * 4;
}

/** A convolution by Winograd's products where it fits, else window by window. */
export function productCommands(product: Product, order: FilterOrder, operands: Operands): Command[] {
  if (winogradFits(product)) return winogradCommands(product, order, operands);
  const { source, result, kernel: size, stride, corner, finish } = product;
  const [channels] = source;
  const [rows, height, width] = result;
  const taps = elements(size);
  const block = evenly(channels, Math.floor(DEPTH / taps));
  const tileRows = evenly(height, Math.floor(TILE_PIXELS / width));
  const copyHeight = (tileRows - 1) * stride[0] + size[0];
  const copyWidth = (width - 1) * stride[1] + size[1];
  const { workspace } = operands;
  return [
    {
      kernel: kernel.PACK_FILTERS,
      tiles: fixedTiles(Math.ceil(rows / 4)),
      arguments: [
        ...[operands.weight, workspace, rows, channels, ...size],
        ...[order.row, order.channel, order.below, order.beside, Number(order.flip), block],
      ],
    },
    {
      kernel: kernel.CONVOLVE,
      tiles: tilesBy(Math.ceil(height / tileRows), 1),
      arguments: [
        ...[operands.source, ...source, workspace, operands.bias],
        ...[operands.result, ...result],
        ...[...size, ...stride, ...corner],
        ...[finish, block, tileRows],
      ],
      scratch: 4 * (block * taps * 17 + block * copyHeight * copyWidth) + 512,
    },
  ];
}

/** `most` or fewer at a time, so that all times are alike; 1 at least. */
export function evenly(count: number, most: number): number {
  return Math.ceil(count / Math.ceil(count / Math.max(1, most)));
}

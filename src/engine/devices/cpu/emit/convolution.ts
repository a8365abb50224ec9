import type { WindowAttributes } from '../../../compiler/attributes.ts';
import { elements, type Shape } from '../../../nn/shape.ts';
import { type Command, fixedTiles, tilesBy } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import { type EmitContext, type Emitter, shapeIn } from './emitter.ts';
import { finishOf } from './finish.ts';

/** Depth of one block of a product: with 16 columns it fills two thirds of the nearest cache. */
const DEPTH = 320;
/** Output pixels of a forward tile, about. */
const TILE_PIXELS = 576;
/** Pixels of one product of the weight gradient, about. */
const GRADIENT_PIXELS = 256;
/** Input channels of a tile of the weight gradient. */
const TILE_CHANNELS = 16;

/** A convolution as the kernel does it: forward, or the input's gradient with source and result exchanged. */
interface Product {
  readonly source: Shape;
  readonly result: Shape;
  readonly kernel: readonly [height: number, width: number];
  readonly stride: readonly [height: number, width: number];
  /** Where the source's first element lies in the padded copy, and how far apart its elements. */
  readonly corner: readonly [top: number, left: number];
  readonly step: readonly [height: number, width: number];
  readonly finish: number;
}

/** How filters are read: elements from one row of the product to the next, from channel to channel, taps backwards. */
interface FilterOrder {
  readonly row: number;
  readonly channel: number;
  readonly flip: boolean;
}

export const convolution: Emitter<'convolution'> = {
  workspace: ({ inputs, outputs, attributes }, values) =>
    filterBytes(shapeIn(values, outputs[0])[0], shapeIn(values, inputs[0])[0], attributes),
  commands: ({ inputs: [x, weight, bias], outputs: [y], attributes }, context) => {
    const { kH, kW, dH, dW, padH, padW, activation } = attributes;
    const source = context.shape(x);
    const product: Product = {
      source,
      result: context.shape(y),
      kernel: [kH, kW],
      stride: [dH, dW],
      corner: [padH, padW],
      step: [1, 1],
      finish: finishOf(activation),
    };
    const order = { row: source[0] * kH * kW, channel: kH * kW, flip: false };
    const operands = { source: x, weight, bias, result: y };
    return productCommands(product, order, operands, context);
  },
};

export const convolutionInputGradient: Emitter<'convolutionInputGradient'> = {
  workspace: ({ inputs, outputs, attributes }, values) =>
    filterBytes(shapeIn(values, outputs[0])[0], shapeIn(values, inputs[0])[0], attributes),
  commands: ({ inputs: [dy, weight], outputs: [dx], attributes }, context) => {
    const { kH, kW, dH, dW, padH, padW } = attributes;
    const result = context.shape(dx);
    const product: Product = {
      source: context.shape(dy),
      result,
      kernel: [kH, kW],
      stride: [1, 1],
      corner: [kH - 1 - padH, kW - 1 - padW],
      step: [dH, dW],
      finish: 0,
    };
    const order = { row: kH * kW, channel: result[0] * kH * kW, flip: true };
    return productCommands(product, order, { source: dy, weight, bias: null, result: dx }, context);
  },
};

export const convolutionWeightGradient: Emitter<'convolutionWeightGradient'> = {
  workspace: ({ inputs: [x, dy], attributes }, values, capacity) => {
    const [channels] = shapeIn(values, x);
    const [outputs] = shapeIn(values, dy);
    const chunks = Math.ceil(capacity / imagesPerChunk(channels));
    return chunks * attributes.kH * attributes.kW * padded(channels, 4) * padded(outputs, 16) * 4;
  },
  commands: ({ inputs: [x, dy], outputs: [dweight], attributes }, context) => {
    const { kH, kW, dH, dW, padH, padW } = attributes;
    const [channels, height, width] = context.shape(x);
    const [outputs, outHeight, outWidth] = context.shape(dy);
    const taps = kH * kW;
    const rows = evenly(outHeight, Math.floor(GRADIENT_PIXELS / outWidth));
    const pixels = rows * outWidth;
    const positions = ((rows - 1) * dH + kH) * ((outWidth - 1) * dW + kW);
    const images = imagesPerChunk(channels);
    const from = [
      context.address(x),
      channels,
      height,
      width,
      context.address(dy),
      outputs,
      outHeight,
      outWidth,
    ];
    const window = [kH, kW, dH, dW, padH, padW];
    return [
      {
        kernel: kernel.FILTER_GRADIENT,
        tiles: { perGroup: Math.ceil(channels / TILE_CHANNELS), unit: 1, group: images },
        arguments: [...from, ...window, context.workspace, TILE_CHANNELS, images, rows],
        scratch: 4 * (pixels + 4 + pixels * 4 + pixels * padded(outputs, 16) + positions * TILE_CHANNELS),
      },
      {
        kernel: kernel.SUM_FILTER_GRADIENTS,
        tiles: fixedTiles(channels),
        arguments: [context.workspace, context.address(dweight), channels, outputs, taps, images],
      },
    ];
  },
};

/** Images whose weight gradients are added up in one place: with the channels' tiles, about 32 tiles at 32 images. */
function imagesPerChunk(channels: number): number {
  return Math.min(32, Math.ceil(channels / TILE_CHANNELS));
}

function filterBytes(rows: number, channels: number, { kH, kW }: WindowAttributes): number {
  return padded(rows, 4) * channels * kH * kW * 4;
}

interface Operands {
  readonly source: number | null;
  readonly weight: number | null;
  readonly bias: number | null;
  readonly result: number | null;
}

function productCommands(
  product: Product,
  order: FilterOrder,
  operands: Operands,
  context: EmitContext,
): Command[] {
  const { source, result, kernel: size, stride, corner, step, finish } = product;
  const [channels] = source;
  const [rows, height, width] = result;
  const taps = elements(size);
  const block = evenly(channels, Math.floor(DEPTH / taps));
  const tileRows = evenly(height, Math.floor(TILE_PIXELS / width));
  const copyHeight = (tileRows - 1) * stride[0] + size[0];
  const copyWidth = (width - 1) * stride[1] + size[1];
  const packing = [context.address(operands.weight), context.workspace, rows, channels, taps];
  const from = [
    context.address(operands.source),
    ...source,
    context.workspace,
    context.address(operands.bias),
  ];
  return [
    {
      kernel: kernel.PACK_FILTERS,
      tiles: fixedTiles(Math.ceil(rows / 4)),
      arguments: [...packing, order.row, order.channel, Number(order.flip), block],
    },
    {
      kernel: kernel.CONVOLVE,
      tiles: tilesBy(Math.ceil(height / tileRows), 1),
      arguments: [
        ...from,
        ...[context.address(operands.result), ...result],
        ...[...size, ...stride, ...corner, ...step],
        ...[finish, block, tileRows],
      ],
      scratch: 4 * (block * taps * 17 + block * copyHeight * copyWidth) + 512,
    },
  ];
}

/** `most` or fewer at a time, so that all times are alike; 1 at least. */
function evenly(count: number, most: number): number {
  return Math.ceil(count / Math.ceil(count / Math.max(1, most)));
}

function padded(count: number, to: number): number {
  return Math.ceil(count / to) * to;
}

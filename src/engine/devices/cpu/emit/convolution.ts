import type { WindowAttributes } from '../../../compiler/attributes.ts';
import { elements, type Shape } from '../../../nn/shape.ts';
import { type Command, fixedTiles, tilesBy } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import { type EmitContext, type Emitter, shapeIn } from './emitter.ts';
import { finishOf } from './finish.ts';
import { type FilterOrder, type Operands, type Product, padded } from './product.ts';
import { winogradBytes, winogradCommands, winogradFits } from './winograd.ts';
import { winogradGradientBytes, winogradGradientCommands } from './winogradGradient.ts';

/** Depth of one block of a product: with 16 columns it fills two thirds of the nearest cache. */
const DEPTH = 320;
/** Output pixels of a forward tile, about. */
const TILE_PIXELS = 576;
/** Pixels of one product of the weight gradient, about. */
const GRADIENT_PIXELS = 256;
/** Input channels of a tile of the weight gradient. */
const TILE_CHANNELS = 16;

export const convolution: Emitter<'convolution'> = {
  workspace: ({ inputs, outputs, attributes }, values) =>
    filterBytes(forward(shapeIn(values, inputs[0]), shapeIn(values, outputs[0]), attributes)),
  commands: ({ inputs: [x, weight, bias], outputs: [y], attributes }, context) => {
    const product = forward(context.shape(x), context.shape(y), attributes, finishOf(attributes.activation));
    const taps = elements(product.kernel);
    const order = { row: product.source[0] * taps, channel: taps, flip: false };
    return productCommands(product, order, { source: x, weight, bias, result: y }, context);
  },
};

function forward(source: Shape, result: Shape, attributes: WindowAttributes, finish = 0): Product {
  const { kH, kW, dH, dW, padH, padW } = attributes;
  return {
    source,
    result,
    kernel: [kH, kW],
    stride: [dH, dW],
    corner: [padH, padW],
    step: [1, 1],
    finish,
  };
}

export const convolutionInputGradient: Emitter<'convolutionInputGradient'> = {
  workspace: ({ inputs, outputs, attributes }, values) =>
    filterBytes(backward(shapeIn(values, inputs[0]), shapeIn(values, outputs[0]), attributes)),
  commands: ({ inputs: [dy, weight], outputs: [dx], attributes }, context) => {
    const product = backward(context.shape(dy), context.shape(dx), attributes);
    const taps = elements(product.kernel);
    const order = { row: taps, channel: product.result[0] * taps, flip: true };
    return productCommands(product, order, { source: dy, weight, bias: null, result: dx }, context);
  },
};

function backward(source: Shape, result: Shape, attributes: WindowAttributes): Product {
  const { kH, kW, dH, dW, padH, padW } = attributes;
  const corner = [kH - 1 - padH, kW - 1 - padW] as const;
  return { source, result, kernel: [kH, kW], stride: [1, 1], corner, step: [dH, dW], finish: 0 };
}

export const convolutionWeightGradient: Emitter<'convolutionWeightGradient'> = {
  workspace: ({ inputs: [x, dy], attributes }, values, capacity) => {
    const product = forward(shapeIn(values, x), shapeIn(values, dy), attributes);
    if (winogradFits(product)) return winogradGradientBytes(product, capacity);
    const [channels] = product.source;
    const [outputs] = product.result;
    const chunks = Math.ceil(capacity / imagesPerChunk(channels));
    return chunks * attributes.kH * attributes.kW * padded(channels, 4) * padded(outputs, 16) * 4;
  },
  commands: ({ inputs: [x, dy], outputs: [dweight], attributes }, context) => {
    const { kH, kW, dH, dW, padH, padW } = attributes;
    const [channels, height, width] = context.shape(x);
    const [outputs, outHeight, outWidth] = context.shape(dy);
    const product = forward(context.shape(x), context.shape(dy), attributes);
    if (winogradFits(product))
      return winogradGradientCommands(product, context.capacity, { x, dy, dweight }, context);
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

function filterBytes(product: Product): number {
  const [channels] = product.source;
  const [rows] = product.result;
  if (winogradFits(product)) return winogradBytes(rows, channels);
  return padded(rows, 4) * channels * elements(product.kernel) * 4;
}

function productCommands(
  product: Product,
  order: FilterOrder,
  operands: Operands,
  context: EmitContext,
): Command[] {
  if (winogradFits(product)) return winogradCommands(product, order, operands, context);
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

import type { WindowAttributes } from '../../../compiler/attributes.ts';
import { elements, type Shape } from '../../../nn/shape.ts';
import { fixedTiles } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import { addresses, evenly, filterBytes, filterOrder, productCommands } from './direct.ts';
import { type Emitter, shapeIn } from './emitter.ts';
import { finishOf } from './finish.ts';
import { phasedBytes, phasedCommands } from './phases.ts';
import { type Product, padded } from './product.ts';
import { winogradFits } from './winograd.ts';
import { winogradGradientBytes, winogradGradientCommands } from './winogradGradient.ts';

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
    const order = filterOrder(product, product.source[0] * taps, taps, false);
    const operands = { source: x, weight, bias, result: y };
    return productCommands(product, order, addresses(operands, context));
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
    finish,
  };
}

export const convolutionInputGradient: Emitter<'convolutionInputGradient'> = {
  workspace: ({ inputs, outputs, attributes }, values, capacity) => {
    const [source, result] = [shapeIn(values, inputs[0]), shapeIn(values, outputs[0])];
    return isStrided(attributes)
      ? phasedBytes(source, result, attributes, capacity)
      : filterBytes(backward(source, result, attributes));
  },
  commands: ({ inputs: [dy, weight], outputs: [dx], attributes }, context) => {
    const [source, result] = [context.shape(dy), context.shape(dx)];
    const operands = addresses({ source: dy, weight, bias: null, result: dx }, context);
    if (isStrided(attributes)) return phasedCommands(source, result, attributes, operands);
    const product = backward(source, result, attributes);
    const taps = elements(product.kernel);
    const order = filterOrder(product, taps, product.result[0] * taps, true);
    return productCommands(product, order, operands);
  },
};

function isStrided({ dH, dW }: WindowAttributes): boolean {
  return dH > 1 || dW > 1;
}

function backward(source: Shape, result: Shape, attributes: WindowAttributes): Product {
  const { kH, kW, padH, padW } = attributes;
  const corner = [kH - 1 - padH, kW - 1 - padW] as const;
  return { source, result, kernel: [kH, kW], stride: [1, 1], corner, finish: 0 };
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

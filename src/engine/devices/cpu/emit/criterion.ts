import type { ClassLossAttributes } from '../../../compiler/attributes.ts';
import { elements } from '../../../nn/shape.ts';
import { elementTiles, fixedTiles, float } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import type { Emitter } from './emitter.ts';

/** All of these are so small that one tile does them. */
const once = fixedTiles(1);

function classLossSettings(classes: number, { sizeAverage, labelSmoothing }: ClassLossAttributes): number[] {
  return [classes, Number(sizeAverage), float(labelSmoothing)];
}

export const classNll: Emitter<'classNll'> = {
  commands: ({ inputs, outputs, attributes }, context) => {
    const places = [...inputs, ...outputs].map(context.address);
    const classes = elements(context.shape(inputs[0]));
    const settings = classLossSettings(classes, attributes);
    return [{ kernel: kernel.CLASS_NLL, tiles: once, arguments: [...places, ...settings] }];
  },
};

export const classNllGradient: Emitter<'classNllGradient'> = {
  commands: ({ inputs: [, labels, weights], outputs: [dx], attributes }, context) => {
    const places = [labels, weights, dx].map(context.address);
    const settings = classLossSettings(elements(context.shape(dx)), attributes);
    return [{ kernel: kernel.CLASS_NLL_GRADIENT, tiles: once, arguments: [...places, ...settings] }];
  },
};

export const crossEntropyGradient: Emitter<'crossEntropyGradient'> = {
  commands: ({ inputs, outputs, attributes }, context) => {
    const places = [...inputs, ...outputs].map(context.address);
    const settings = classLossSettings(elements(context.shape(outputs[0])), attributes);
    return [{ kernel: kernel.CROSS_ENTROPY_GRADIENT, tiles: once, arguments: [...places, ...settings] }];
  },
};

export const oneHot: Emitter<'oneHot'> = {
  commands: ({ inputs: [labels], outputs: [y], attributes }, context) => {
    const places = [labels, y].map(context.address);
    return [{ kernel: kernel.ONE_HOT, tiles: once, arguments: [...places, attributes.classes] }];
  },
};

export const meanSquaredError: Emitter<'meanSquaredError'> = {
  commands: ({ inputs, outputs, attributes }, context) => {
    const places = [...inputs, ...outputs].map(context.address);
    const settings = [elements(context.shape(inputs[0])), Number(attributes.sizeAverage)];
    return [{ kernel: kernel.MEAN_SQUARED_ERROR, tiles: once, arguments: [...places, ...settings] }];
  },
};

export const meanSquaredErrorGradient: Emitter<'meanSquaredErrorGradient'> = {
  commands: ({ inputs, outputs, attributes }, context) => {
    const size = elements(context.shape(outputs[0]));
    const places = [...inputs, ...outputs].map(context.address);
    const settings = [Number(attributes.sizeAverage), size];
    const id = kernel.MEAN_SQUARED_ERROR_GRADIENT;
    return [{ kernel: id, tiles: elementTiles(size), arguments: [...places, ...settings] }];
  },
};

export const accumulate: Emitter<'accumulate'> = {
  commands: ({ inputs, attributes }, context) => {
    const settings = [elements(context.shape(inputs[0])), Number(attributes.sizeAverage)];
    const places = inputs.map(context.address);
    return [{ kernel: kernel.ACCUMULATE, tiles: once, arguments: [...places, ...settings] }];
  },
};

import type { WindowAttributes } from '../../../compiler/attributes.ts';
import { isHalving } from '../../../compiler/halving.ts';
import type { Shape } from '../../../nn/shape.ts';
import { groupOf, type Tiles, tilesBy } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import type { Emitter } from './emitter.ts';

export const maxPooling: Emitter<'maxPooling'> = {
  commands: ({ inputs: [x], outputs: [y, indices], attributes }, context) => {
    const from = context.shape(x);
    const to = context.shape(y);
    const places = [context.address(x), context.address(y), context.address(indices)];
    return [
      {
        kernel: kernel.MAX_POOLING,
        tiles: planes(from),
        arguments: [
          ...places,
          ...sizes(from, to),
          ...window(attributes),
          Number(isHalving(attributes, from, to)),
        ],
      },
    ];
  },
};

export const maxPoolingGradient: Emitter<'maxPoolingGradient'> = {
  commands: ({ inputs: [dy, indices], outputs: [dx], attributes }, context) => {
    const from = context.shape(dx);
    const to = context.shape(dy);
    const places = [context.address(dy), context.address(indices), context.address(dx)];
    return [
      {
        kernel: kernel.MAX_POOLING_GRADIENT,
        tiles: planes(from),
        arguments: [...places, ...sizes(from, to), Number(isHalving(attributes, from, to))],
      },
    ];
  },
};

export const averagePooling: Emitter<'averagePooling'> = {
  commands: ({ inputs: [x], outputs: [y], attributes }, context) => {
    const from = context.shape(x);
    const counted = [...window(attributes), Number(attributes.countIncludePad)];
    return [
      {
        kernel: kernel.AVERAGE_POOLING,
        tiles: planes(from),
        arguments: [context.address(x), context.address(y), ...sizes(from, context.shape(y)), ...counted],
      },
    ];
  },
};

export const averagePoolingGradient: Emitter<'averagePoolingGradient'> = {
  commands: ({ inputs: [dy], outputs: [dx], attributes }, context) => {
    const from = context.shape(dx);
    const counted = [...window(attributes), Number(attributes.countIncludePad)];
    return [
      {
        kernel: kernel.AVERAGE_POOLING_GRADIENT,
        tiles: planes(from),
        arguments: [context.address(dy), context.address(dx), ...sizes(from, context.shape(dy)), ...counted],
      },
    ];
  },
};

function planes([channels, height, width]: Shape): Tiles {
  return tilesBy(channels, groupOf(height * width));
}

function sizes([, height, width]: Shape, [, outHeight, outWidth]: Shape): number[] {
  return [height, width, outHeight, outWidth];
}

function window({ kH, kW, dH, dW, padH, padW }: WindowAttributes): number[] {
  return [kH, kW, dH, dW, padH, padW];
}

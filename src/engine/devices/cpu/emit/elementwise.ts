import type { OperationName } from '../../../compiler/attributes.ts';
import { elements } from '../../../nn/shape.ts';
import { streamWord } from '../../../random/streams.ts';
import { elementTiles, float } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import type { Emitter } from './emitter.ts';

/** A kernel whose arguments are the addresses of its inputs and its output. */
function plain<K extends OperationName>(id: number): Emitter<K> {
  return {
    commands: ({ inputs, outputs }, context) => [
      {
        kernel: id,
        tiles: elementTiles(elements(context.shape(outputs[0]))),
        arguments: [...inputs, ...outputs].map(context.address),
      },
    ],
  };
}

export const relu = plain<'relu'>(kernel.RELU);
export const reluGradient = plain<'reluGradient'>(kernel.RELU_GRADIENT);
export const sigmoid = plain<'sigmoid'>(kernel.SIGMOID);
export const sigmoidGradient = plain<'sigmoidGradient'>(kernel.SIGMOID_GRADIENT);
export const tanh = plain<'tanh'>(kernel.TANH);
export const tanhGradient = plain<'tanhGradient'>(kernel.TANH_GRADIENT);

export const scale: Emitter<'scale'> = {
  commands: ({ inputs: [x], outputs: [y], attributes }, context) => [
    {
      kernel: kernel.SCALE,
      tiles: elementTiles(elements(context.shape(y))),
      arguments: [context.address(x), context.address(y), float(attributes.factor)],
    },
  ],
};

export const dropout: Emitter<'dropout'> = {
  commands: ({ inputs: [x], outputs: [y], attributes: { probability, scale: factor, node } }, context) => {
    const threshold = Math.round(probability * 2 ** 23);
    return [
      {
        kernel: kernel.DROPOUT,
        tiles: elementTiles(elements(context.shape(y))),
        arguments: [
          context.address(x),
          context.address(y),
          streamWord('dropout', node),
          threshold,
          float(factor),
        ],
      },
    ];
  },
};

/** Two at a time, in their order: ((x1 + x2) + x3) + ... */
export const add: Emitter<'add'> = {
  commands: ({ inputs, outputs: [y] }, context) => {
    const tiles = elementTiles(elements(context.shape(y)));
    const to = context.address(y);
    const [first, ...others] = inputs.map(context.address);
    if (others.length === 0) return [{ kernel: kernel.SCALE, tiles, arguments: [first, to, float(1)] }];
    return others.map((other, i) => ({
      kernel: kernel.ADD_PAIR,
      tiles,
      arguments: [i === 0 ? first : to, other, to],
    }));
  },
};

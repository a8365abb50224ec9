import type { Pooling } from '../../../compiler/attributes.ts';
import { elements, type Shape } from '../../../nn/shape.ts';
import { fixedTiles, float } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import { channelGroup, SUMS_BYTES } from './channelSum.ts';
import type { Emitter } from './emitter.ts';
import { finishOf } from './finish.ts';

export const batchNormalization: Emitter<'batchNormalization'> = {
  commands: ({ inputs, outputs, attributes }, context) => {
    const { epsilon, momentum, activation, pooling } = attributes;
    const [channels, ...positions] = context.shape(inputs[0]);
    const plane = elements(positions);
    const group = channelGroup(plane);
    const places = [...inputs, ...outputs].map(context.address);
    const sizes = [channels, plane, halvedWidth(positions, pooling)];
    const settings = [float(epsilon), float(momentum), finishOf(activation), group];
    return [
      {
        kernel: kernel.BATCH_NORMALIZATION,
        tiles: fixedTiles(Math.ceil(channels / group)),
        arguments: [...places, ...sizes, ...settings],
        scratch: SUMS_BYTES,
      },
    ];
  },
};

export const batchNormalizationGradient: Emitter<'batchNormalizationGradient'> = {
  commands: ({ inputs, outputs, attributes }, context) => {
    const [channels, ...positions] = context.shape(inputs[0]);
    const plane = elements(positions);
    const group = channelGroup(plane);
    const places = [...inputs, ...outputs].map(context.address);
    return [
      {
        kernel: kernel.BATCH_NORMALIZATION_GRADIENT,
        tiles: fixedTiles(Math.ceil(channels / group)),
        arguments: [...places, channels, plane, finishOf(attributes.activation), group],
        scratch: SUMS_BYTES,
      },
    ];
  },
};

export const batchNormalizationEvaluate: Emitter<'batchNormalizationEvaluate'> = {
  commands: ({ inputs, outputs, attributes }, context) => {
    const [channels, ...positions] = context.shape(inputs[0]);
    const plane = elements(positions);
    const group = channelGroup(plane);
    const places = [...inputs, ...outputs].map(context.address);
    const sizes = [channels, plane, halvedWidth(positions, attributes.pooling)];
    const settings = [float(attributes.epsilon), finishOf(attributes.activation), group];
    return [
      {
        kernel: kernel.BATCH_NORMALIZATION_EVALUATE,
        tiles: fixedTiles(Math.ceil(channels / group)),
        arguments: [...places, ...sizes, ...settings],
      },
    ];
  },
};

/** The width of planes that are pooled at once, which kernels know them by; else 0. */
function halvedWidth(positions: Shape, pooling: Pooling): number {
  return pooling === 'halves' ? positions[1] : 0;
}

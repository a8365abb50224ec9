import { elements } from '../../../nn/shape.ts';
import { fixedTiles } from '../command.ts';
import { CHANNEL_SUM } from '../kernels/kernelIds.ts';
import type { Emitter } from './emitter.ts';

/** Bytes through which the sums over a plane pass. */
export const SUMS_BYTES = 64;

/** Channels of a tile: one, or several where a channel is a single number an image. */
export function channelGroup(plane: number): number {
  return plane === 1 ? 16 : 1;
}

export const channelSum: Emitter<'channelSum'> = {
  commands: ({ inputs: [dy], outputs: [dbias] }, context) => {
    const [channels, ...positions] = context.shape(dy);
    const plane = elements(positions);
    const group = channelGroup(plane);
    return [
      {
        kernel: CHANNEL_SUM,
        tiles: fixedTiles(Math.ceil(channels / group)),
        arguments: [context.address(dy), context.address(dbias), channels, plane, group],
        scratch: SUMS_BYTES,
      },
    ];
  },
};

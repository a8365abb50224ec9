import type { OperationName } from '../../../compiler/attributes.ts';
import { elements } from '../../../nn/shape.ts';
import { groupOf, tilesBy } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import type { Emitter } from './emitter.ts';

/** Exponentials cost some ten times what other elements do. */
const COST = 8;

function overChannels<K extends OperationName>(id: number): Emitter<K> {
  return {
    commands: ({ inputs, outputs }, context) => {
      const [channels, ...positions] = context.shape(outputs[0]);
      const size = channels * elements(positions);
      return [
        {
          kernel: id,
          tiles: tilesBy(1, groupOf(size * COST)),
          arguments: [...[...inputs, ...outputs].map(context.address), channels, elements(positions)],
        },
      ];
    },
  };
}

export const softMax = overChannels<'softMax'>(kernel.SOFT_MAX);
export const softMaxGradient = overChannels<'softMaxGradient'>(kernel.SOFT_MAX_GRADIENT);
export const logSoftMax = overChannels<'logSoftMax'>(kernel.LOG_SOFT_MAX);
export const logSoftMaxGradient = overChannels<'logSoftMaxGradient'>(kernel.LOG_SOFT_MAX_GRADIENT);

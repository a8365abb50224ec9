import { elements } from '../../../nn/shape.ts';
import { fixedTiles, float, type Tiles } from '../command.ts';
import { ADAM, AVERAGE, SGD } from '../kernels/kernelIds.ts';
import { ELEMENTS_PER_TILE } from '../kernels/layout.ts';
import type { Emitter } from './emitter.ts';

export const sgd: Emitter<'sgd'> = {
  commands: ({ inputs, attributes: { momentum, dampening, nesterov, weightDecay } }, context) => {
    const length = elements(context.shape(inputs[0]));
    const settings = [float(momentum), float(1 - dampening), Number(nesterov), float(weightDecay)];
    const places = inputs.map(context.address);
    return [{ kernel: SGD, tiles: tiles(length), arguments: [...places, length, ...settings], scratch: 48 }];
  },
};

export const adam: Emitter<'adam'> = {
  commands: ({ inputs, attributes: { beta1, beta2, epsilon, weightDecay } }, context) => {
    const length = elements(context.shape(inputs[0]));
    const settings = [beta1, 1 - beta1, beta2, 1 - beta2, epsilon, weightDecay].map(float);
    const places = inputs.map(context.address);
    return [{ kernel: ADAM, tiles: tiles(length), arguments: [...places, length, ...settings] }];
  },
};

export const average: Emitter<'average'> = {
  commands: ({ inputs }, context) => {
    const length = elements(context.shape(inputs[0]));
    const places = inputs.map(context.address);
    return [{ kernel: AVERAGE, tiles: tiles(length), arguments: [...places, length] }];
  },
};

function tiles(length: number): Tiles {
  return fixedTiles(Math.ceil(length / ELEMENTS_PER_TILE));
}

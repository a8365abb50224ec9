import { LEAST_NORM, matrixOf, matrixScale } from '../../../compiler/muon.ts';
import type { Shape } from '../../../nn/shape.ts';
import { type Command, fixedTiles, float } from '../command.ts';
import { GRAM, MUON_MOMENTUM, MUON_UPDATE } from '../kernels/kernelIds.ts';
import { MUON_BLOCK, MUON_ELEMENTS, PRODUCT_DEPTH } from '../kernels/layout.ts';
import { type Emitter, shapeIn } from './emitter.ts';
import { iterate, MATRICES } from './newtonSchulz.ts';
import { padded } from './product.ts';

/**
 * Steps of Newton and Schulz until X is worked out, and A = X Xᵀ anew: what rounding does to A's small eigenvalues grows
 * twelvefold a step, and one that falls far below 0 runs away.
 */
const STEPS_AT_ONCE = 3;

/** How a weight's matrix lies in the workspace, and its parts there in bytes from its begin. */
interface Layout {
  readonly rows: number;
  readonly columns: number;
  /** Rows of A, as many as the shorter side has, padded. */
  readonly height: number;
  readonly tiles: number;
  readonly update: number;
  readonly matrices: readonly number[];
  readonly bytes: number;
}

function layoutOf(shape: Shape): Layout {
  const { rows, columns } = matrixOf(shape);
  const height = padded(Math.min(rows, columns), MUON_BLOCK);
  const tiles = Math.ceil((rows * columns) / MUON_ELEMENTS);
  const update = padded(tiles * 8, 64);
  // GRAM reads whole fours of rows, or of columns.
  const first = update + padded((padded(rows, 4) * columns + 4) * 4, 64);
  const size = height * height * 4;
  const matrices = Array.from({ length: MATRICES }, (_, i) => first + i * size);
  return { rows, columns, height, tiles, update, matrices, bytes: first + MATRICES * size };
}

export const muon: Emitter<'muon'> = {
  workspace: ({ inputs: [parameters] }, values) => layoutOf(shapeIn(values, parameters)).bytes,
  commands: ({ inputs, attributes }, context) => {
    const [parameters, gradients, velocity, hyper] = inputs.map(context.address);
    const layout = layoutOf(context.shape(inputs[0]));
    const { rows, columns, height, tiles } = layout;
    const norms = context.workspace;
    const update = norms + layout.update;
    const matrices = layout.matrices.map((place) => norms + place);
    const { ratio, momentum, nesterov, weightDecay, steps } = attributes;
    const rates = [ratio, matrixScale(layout), weightDecay].map(float);
    const takeMomentum: Command = {
      kernel: MUON_MOMENTUM,
      tiles: fixedTiles(tiles),
      arguments: [gradients, velocity, update, norms, rows * columns, float(momentum), Number(nesterov)],
    };
    const rounds = Math.ceil(steps / STEPS_AT_ONCE);
    const iterations = Array.from({ length: rounds }, (_, round) => {
      // Only the first has a norm to divide by, and only the last moves the weight.
      const norm = [round === 0 ? norms : 0, tiles, float(LEAST_NORM)];
      const [x, rate] = round + 1 === rounds ? [parameters, hyper] : [update, 0];
      const { commands, result } = iterate(matrices, height, Math.floor((steps + round) / rounds));
      const gram: Command = {
        kernel: GRAM,
        tiles: fixedTiles(height / MUON_BLOCK),
        arguments: [update, matrices[0], rows, columns, height, ...norm],
        scratch: 4 * MUON_BLOCK * PRODUCT_DEPTH,
      };
      const move: Command = {
        kernel: MUON_UPDATE,
        tiles: fixedTiles(Math.ceil(Math.max(rows, columns) / MUON_BLOCK)),
        arguments: [x, update, result, rate, rows, columns, height, ...norm, ...rates],
        scratch: 4 * MUON_BLOCK * (4 + height),
      };
      return [gram, ...commands, move];
    });
    return [takeMomentum, ...iterations.flat()];
  },
};

import { LEAST_NORM, matrixOf, matrixScale, NEWTON_SCHULZ } from '../../../compiler/muon.ts';
import type { Shape } from '../../../nn/shape.ts';
import { type Command, fixedTiles, float } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import { ELEMENTS_PER_TILE } from '../kernels/layout.ts';
import { type Emitter, shapeIn } from './emitter.ts';
import { padded } from './product.ts';

/** Rows of a tile of GRAM and POLYNOMIAL, and of the matrix's columns of one of APPLY_POLYNOMIAL. */
const BLOCK = 16;
const APPLIED = 32;

/** How a weight's matrix lies in the workspace, and its parts there in bytes from its begin. */
interface Layout {
  readonly rows: number;
  readonly columns: number;
  /** The iteration goes over the transpose, which then has no more rows than columns. */
  readonly turned: boolean;
  /** Rows and columns of what is iterated, padded. */
  readonly height: number;
  readonly depth: number;
  readonly tiles: number;
  readonly update: number;
  readonly matrix: number;
  readonly gram: number;
  readonly polynomial: number;
  readonly bytes: number;
}

function layoutOf(shape: Shape): Layout {
  const { rows, columns } = matrixOf(shape);
  const height = padded(Math.min(rows, columns), BLOCK);
  const depth = padded(Math.max(rows, columns), 4);
  const tiles = Math.ceil((rows * columns) / ELEMENTS_PER_TILE);
  const update = padded(tiles * 8, 64);
  const matrix = update + padded(rows * columns * 4, 64);
  const gram = matrix + height * depth * 4;
  const polynomial = gram + height * height * 4;
  const bytes = polynomial + height * height * 4;
  return {
    rows,
    columns,
    turned: rows > columns,
    height,
    depth,
    tiles,
    update,
    matrix,
    gram,
    polynomial,
    bytes,
  };
}

export const muon: Emitter<'muon'> = {
  workspace: ({ inputs: [parameters] }, values) => layoutOf(shapeIn(values, parameters)).bytes,
  commands: ({ inputs, attributes }, context) => {
    const [parameters, gradients, velocity, hyper] = inputs.map(context.address);
    const layout = layoutOf(context.shape(inputs[0]));
    const { rows, columns, height, depth, tiles } = layout;
    const turned = Number(layout.turned);
    const norms = context.workspace;
    const [update, matrix] = [norms + layout.update, norms + layout.matrix];
    const { ratio, momentum, nesterov, weightDecay, steps } = attributes;
    const rates = [ratio, matrixScale(layout), weightDecay].map(float);
    const iteration = iterate(matrix, norms + layout.gram, norms + layout.polynomial, layout);
    return [
      {
        kernel: kernel.MUON_MOMENTUM,
        tiles: fixedTiles(tiles),
        arguments: [gradients, velocity, update, norms, rows * columns, float(momentum), Number(nesterov)],
      },
      {
        kernel: kernel.MUON_NORMALISE,
        tiles: fixedTiles(height / BLOCK),
        arguments: [update, norms, tiles, rows, columns, turned, matrix, depth, float(LEAST_NORM)],
      },
      ...Array.from({ length: steps }, () => iteration).flat(),
      {
        kernel: kernel.MUON_UPDATE,
        tiles: fixedTiles(Math.ceil(rows / 4)),
        arguments: [parameters, matrix, hyper, rows, columns, turned, depth, ...rates],
        scratch: 16 * padded(columns, 4),
      },
    ];
  },
};

/** One step of Newton and Schulz. */
function iterate(matrix: number, gram: number, polynomial: number, { height, depth }: Layout): Command[] {
  const { a, b, c } = NEWTON_SCHULZ;
  return [
    {
      kernel: kernel.GRAM,
      tiles: fixedTiles(height / BLOCK),
      arguments: [matrix, gram, height, depth],
      scratch: 4 * BLOCK * depth,
    },
    {
      kernel: kernel.POLYNOMIAL,
      tiles: fixedTiles(height / BLOCK),
      arguments: [gram, polynomial, height, ...[a, b, c].map(float)],
      scratch: 4 * BLOCK * height,
    },
    {
      kernel: kernel.APPLY_POLYNOMIAL,
      tiles: fixedTiles(Math.ceil(depth / APPLIED)),
      arguments: [matrix, polynomial, height, depth, APPLIED],
      scratch: 4 * APPLIED * height,
    },
  ];
}

import { elements } from '../../../nn/shape.ts';
import { type Command, fixedTiles, groupOf, tilesBy } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import { PRODUCT_DEPTH } from '../kernels/layout.ts';
import { type Emitter, shapeIn } from './emitter.ts';
import { finishOf } from './finish.ts';
import { padded } from './product.ts';

/** Images that are packed side by side: the columns of the widest tile. */
const PANEL = 16;
/** Outputs of a tile of APPLY_WEIGHTS: whole sixes and whole fours. */
const OUTPUTS = 24;
/** Fewest tiles of a product: the fewer, the longer the runs of columns that each reads. */
const TILES = 16;
/** Elements by which the rows of a left operand are kept off the same lines of a cache. */
const SKEW = 16;

export const linear: Emitter<'linear'> = {
  workspace: ({ inputs: [x] }, values, capacity) =>
    padded(capacity, PANEL) * elements(shapeIn(values, x)) * 4,
  commands: ({ inputs: [x, weight, bias], outputs: [y], attributes }, context) => {
    const depth = elements(context.shape(x));
    const outputs = elements(context.shape(y));
    const images = padded(context.capacity, PANEL);
    const places = [context.workspace, ...[weight, y, bias].map(context.address)];
    return [
      {
        kernel: kernel.PACK_PANELS,
        tiles: { perGroup: Math.ceil(depth / PRODUCT_DEPTH), unit: 1, group: PANEL },
        arguments: [context.address(x), context.workspace, depth, PRODUCT_DEPTH],
      },
      {
        kernel: kernel.APPLY_WEIGHTS,
        tiles: fixedTiles(Math.ceil(outputs / OUTPUTS)),
        arguments: [...places, depth, outputs, finishOf(attributes.activation), OUTPUTS],
        scratch: 4 * (OUTPUTS * images + 4 * PRODUCT_DEPTH),
      },
    ];
  },
};

export const linearInputGradient: Emitter<'linearInputGradient'> = {
  workspace: ({ inputs: [dy] }, values, capacity) => skewedBytes(capacity, elements(shapeIn(values, dy))),
  commands: ({ inputs: [dy, weight], outputs: [dx] }, context) => {
    const depth = elements(context.shape(dy));
    const columns = elements(context.shape(dx));
    const operands = [context.workspace, context.address(weight), context.address(dx)];
    return [
      skew(context.address(dy), context.workspace, depth),
      multiply({ operands, rows: 0, depth, columns, row: pitchOf(depth) * 4, step: 4 }),
    ];
  },
};

export const linearWeightGradient: Emitter<'linearWeightGradient'> = {
  workspace: ({ inputs: [, dy] }, values, capacity) => skewedBytes(capacity, elements(shapeIn(values, dy))),
  commands: ({ inputs: [x, dy], outputs: [dweight] }, context) => {
    const rows = elements(context.shape(dy));
    const columns = elements(context.shape(x));
    const operands = [context.workspace, context.address(x), context.address(dweight)];
    return [
      skew(context.address(dy), context.workspace, rows),
      multiply({ operands, rows, depth: 0, columns, row: 4, step: pitchOf(rows) * 4 }),
    ];
  },
};

/** Elements from one image's row of a left operand to the next. */
function pitchOf(length: number): number {
  return padded(length, 16) + SKEW;
}

/** Bytes of a left operand. */
function skewedBytes(capacity: number, length: number): number {
  return padded(capacity, 4) * pitchOf(length) * 4;
}

function skew(from: number, to: number, length: number): Command {
  return {
    kernel: kernel.COPY_RUNS,
    tiles: tilesBy(1, groupOf(length)),
    arguments: [from, to, length, length, pitchOf(length)],
  };
}

interface Multiplication {
  /** Left, right, result. */
  readonly operands: readonly number[];
  /** 0 for the number of images. */
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
  /** Bytes from one row of the left operand to the next, and from one element of a row to the next. */
  readonly row: number;
  readonly step: number;
}

function multiply({ operands, rows, depth, columns, row, step }: Multiplication): Command {
  const group = Math.min(256, Math.max(16, 2 ** Math.floor(Math.log2(columns / TILES))));
  return {
    kernel: kernel.MULTIPLY,
    tiles: fixedTiles(Math.ceil(columns / group)),
    arguments: [...operands, rows, depth, columns, group, row, step],
    scratch: 256 + group * PRODUCT_DEPTH * 4,
  };
}

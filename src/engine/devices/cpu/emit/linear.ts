import { elements } from '../../../nn/shape.ts';
import { type Command, fixedTiles, tilesBy } from '../command.ts';
import * as kernel from '../kernels/kernelIds.ts';
import { PRODUCT_DEPTH } from '../kernels/layout.ts';
import { type Emitter, shapeIn } from './emitter.ts';
import { finishOf } from './finish.ts';
import { padded } from './product.ts';

/** Images that are packed side by side: the columns of the widest tile. */
const PANEL = 16;
/** Outputs of a tile of APPLY_WEIGHTS. */
const OUTPUTS = 16;
/** Fewest tiles of a product: the fewer, the longer the runs of columns that each reads. */
const TILES = 16;
/** Columns of four that one tile of PACK_COLUMNS takes. */
const PACKED_GROUP = 8;

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
  workspace: ({ inputs: [dy] }, values, capacity) => packedBytes(capacity, elements(shapeIn(values, dy))),
  commands: ({ inputs: [dy, weight], outputs: [dx] }, context) => {
    const depth = elements(context.shape(dy));
    const columns = elements(context.shape(dx));
    return [
      packRows(context.address(dy), context.workspace, depth),
      multiply({
        operands: [context.workspace, context.address(weight), context.address(dx)],
        rows: 0,
        depth,
        columns,
      }),
    ];
  },
};

export const linearWeightGradient: Emitter<'linearWeightGradient'> = {
  workspace: ({ inputs: [, dy] }, values, capacity) => packedBytes(elements(shapeIn(values, dy)), capacity),
  commands: ({ inputs: [x, dy], outputs: [dweight] }, context) => {
    const rows = elements(context.shape(dy));
    const columns = elements(context.shape(x));
    const packing: Command = {
      kernel: kernel.PACK_COLUMNS,
      tiles: fixedTiles(Math.ceil(rows / (4 * PACKED_GROUP))),
      arguments: [context.address(dy), context.workspace, rows, PACKED_GROUP],
    };
    const operands = [context.workspace, context.address(x), context.address(dweight)];
    return [packing, multiply({ operands, rows, depth: 0, columns })];
  },
};

/** Bytes of a left operand, packed by fours of its rows. */
function packedBytes(rows: number, depth: number): number {
  return Math.ceil(rows / 4) * 4 * depth * 4;
}

function packRows(from: number, to: number, depth: number): Command {
  return { kernel: kernel.PACK_ROWS, tiles: tilesBy(1, 4), arguments: [from, to, depth] };
}

interface Multiplication {
  /** Left (packed), right, result. */
  readonly operands: readonly number[];
  /** 0 for the number of images. */
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

function multiply({ operands, rows, depth, columns }: Multiplication): Command {
  const group = Math.min(256, Math.max(16, 2 ** Math.floor(Math.log2(columns / TILES))));
  return {
    kernel: kernel.MULTIPLY,
    tiles: fixedTiles(Math.ceil(columns / group)),
    arguments: [...operands, rows, depth, columns, group],
    scratch: 256 + group * PRODUCT_DEPTH * 4,
  };
}

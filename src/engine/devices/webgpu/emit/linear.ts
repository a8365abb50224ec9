import { elements } from '../../../nn/shape.ts';
import { type Kernel, type Operand, writeKernel } from '../kernel.ts';
import { aligned } from '../place.ts';
import { type MatrixSide, matrixReader, matrixSide } from '../product/matrix.ts';
import { productKernel } from '../product/product.ts';
import { partsOf, type Tile, tileFor } from '../product/tile.ts';
import { activated } from './activation.ts';
import { type EmitContext, type Emitter, shapeIn } from './emitter.ts';
import { LINE, THREADS, threadsPerImage } from './grid.ts';

/** Fewest depths of a part, where a product's depth is cut. */
const LEAST = 128;

/** How a layer's depth is cut: few images give few tiles. */
function partsFor(capacity: number, depth: number, columns: number): { tile: Tile; parts: number } {
  const tile = tileFor(capacity, columns);
  const tiles = Math.ceil(capacity / tile.rows) * Math.ceil(columns / tile.columns);
  return { tile, parts: partsOf(tiles, depth, LEAST) };
}

interface LayerProduct {
  readonly label: string;
  readonly operands: { readonly a: Operand | null; readonly b: Operand | null };
  /** Of `b`, whose outers are the columns; `a` is [images, depth]. */
  readonly right: Pick<MatrixSide, 'outerPitch' | 'depthPitch'>;
  readonly depth: number;
  readonly columns: number;
  readonly out: Operand | null;
  /** WGSL of a column's result from its sum. */
  readonly finish: (value: string, column: string) => string;
  readonly bias: Operand | null;
}

/** out [images, columns], its depth cut into parts that a second kernel adds up where there are several. */
function layerKernels(context: EmitContext, product: LayerProduct): Kernel[] {
  const { label, operands, right, depth, columns, out, finish, bias } = product;
  const { capacity, workspace } = context;
  const { tile, parts } = partsFor(capacity, depth, columns);
  const slabs = Math.ceil(depth / tile.depth);
  const perPart = Math.ceil(slabs / parts);
  const part: Operand = { place: workspace, type: 'f32' };
  const isWhole = parts === 1;
  const multiply = productKernel({
    label,
    operands: { ...operands, out: isWhole ? out : part, bias: isWhole ? bias : null },
    tile,
    rows: capacity,
    columns: { text: `${columns}u`, count: () => columns },
    slabs: {
      first: `min(group.z * ${perPart}u, ${slabs}u)`,
      end: `min((group.z + 1u) * ${perPart}u, ${slabs}u)`,
    },
    parts,
    left: matrixSide({ read: 'a', outerPitch: depth, depthPitch: 1, outers: 'run.n', depths: `${depth}u` }),
    right: matrixSide({ read: 'b', ...right, outers: `${columns}u`, depths: `${depth}u` }),
    declarations: `${matrixReader('a')}\n${matrixReader('b')}`,
    column: (name, column) => `let ${name} = ${column};`,
    store: (row, column, value) =>
      isWhole
        ? `if (${row} < run.n) { set_out(${row} * ${columns}u + ${column}, ${finish(value, column)}); }`
        : `set_out((group.z * ${capacity}u + ${row}) * ${columns}u + ${column}, ${value});`,
  });
  if (isWhole) return [multiply];
  const add = writeKernel({
    label: `${label} sum`,
    operands: { part, out, bias },
    workgroupSize: [THREADS],
    workgroups: threadsPerImage(columns),
    body: `
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= run.n * ${columns}u) { return; }
  var sum = 0.0;
  for (var p = 0u; p < ${parts}u; p++) { sum += part(p * ${capacity * columns}u + i); }
  set_out(i, ${finish('sum', `(i % ${columns}u)`)});`,
  });
  return [multiply, add];
}

/** Bytes of the parts of a layer's product. */
function partBytes(capacity: number, depth: number, columns: number): number {
  const { parts } = partsFor(capacity, depth, columns);
  return parts === 1 ? 0 : aligned(parts * capacity * columns * 4);
}

export const linear: Emitter<'linear'> = {
  workspace: ({ inputs: [x], outputs: [y] }, values, capacity) =>
    partBytes(capacity, elements(shapeIn(values, x)), elements(shapeIn(values, y))),
  kernels: ({ inputs: [x, weight, bias], outputs: [y], attributes }, context) => {
    const depth = elements(context.shape(x));
    const added = (value: string, column: string) => (bias === null ? value : `${value} + bias(${column})`);
    return layerKernels(context, {
      label: 'linear',
      operands: { a: context.operand(x), b: context.operand(weight) },
      right: { outerPitch: depth, depthPitch: 1 },
      depth,
      columns: elements(context.shape(y)),
      out: context.operand(y),
      bias: context.operand(bias),
      finish: (value, column) => activated(added(value, column), attributes.activation),
    });
  },
};

export const linearInputGradient: Emitter<'linearInputGradient'> = {
  workspace: ({ inputs: [dy], outputs: [dx] }, values, capacity) =>
    partBytes(capacity, elements(shapeIn(values, dy)), elements(shapeIn(values, dx))),
  kernels: ({ inputs: [dy, weight], outputs: [dx] }, context) => {
    const columns = elements(context.shape(dx));
    return layerKernels(context, {
      label: 'linear input gradient',
      operands: { a: context.operand(dy), b: context.operand(weight) },
      right: { outerPitch: 1, depthPitch: columns },
      depth: elements(context.shape(dy)),
      columns,
      out: context.operand(dx),
      bias: null,
      finish: (value) => value,
    });
  },
};

export const linearWeightGradient: Emitter<'linearWeightGradient'> = {
  kernels: ({ inputs: [x, dy], outputs: [dweight] }, context) => {
    const rows = elements(context.shape(dy));
    const columns = elements(context.shape(x));
    const tile = tileFor(rows, columns);
    const images = { outerPitch: 1, depths: 'run.n' };
    return [
      productKernel({
        label: 'linear weight gradient',
        operands: { a: context.operand(dy), b: context.operand(x), out: context.operand(dweight) },
        tile,
        rows,
        columns: { text: `${columns}u`, count: () => columns },
        slabs: { first: '0u', end: `(run.n + ${tile.depth - 1}u) / ${tile.depth}u` },
        left: matrixSide({ read: 'a', ...images, depthPitch: rows, outers: `${rows}u` }),
        right: matrixSide({ read: 'b', ...images, depthPitch: columns, outers: `${columns}u` }),
        declarations: `${matrixReader('a')}\n${matrixReader('b')}`,
        column: (name, column) => `let ${name} = ${column};`,
        store: (row, column, value) => `set_out(${row} * ${columns}u + ${column}, ${value});`,
      }),
    ];
  },
};

import { LINE, line } from '../emit/grid.ts';
import { type Kernel, type Operand, writeKernel } from '../kernel.ts';
import { type Side, sideText } from './side.ts';
import { type Tile, threadsOf } from './tile.ts';

/** Which part of the depth a workgroup sums up, in slabs of the tile's depth: WGSL that may use `group.z`. */
export interface Slabs {
  readonly first: string;
  readonly end: string;
}

/** A product of two matrices, each read by WGSL of its own: sums over the depth of left times right. */
export interface Product {
  readonly label: string;
  readonly operands: Readonly<Record<string, Operand | null>>;
  readonly tile: Tile;
  readonly rows: number;
  /** Columns there are, as WGSL, and how many at a batch of n. */
  readonly columns: { readonly text: string; readonly count: (n: number) => number };
  readonly slabs: Slabs;
  /** Workgroups along z. */
  readonly parts?: number;
  readonly left: Side;
  readonly right: Side;
  readonly declarations?: string;
  /** Statements once a slab, before anything is read: `slab` is its number. */
  readonly slab?: string;
  /** Statements, once for each of a thread's rows, `row` in range: declares what begins with `name`. */
  readonly row?: (name: string, row: string) => string;
  /** Statements, once for each of a thread's columns: declares what begins with `name`. */
  readonly column: (name: string, column: string) => string;
  /** Statements that put a sum away; `row` is a number in range, `name` the one given to `row` for it, `column` one given to `column`. */
  readonly store: (row: string, column: string, value: string, name: string) => string;
}

const COMPONENTS = ['x', 'y', 'z', 'w'];

/**
 * The kernel of a product: tiles through workgroup memory, in two halves, so that the next slab is on its way while
 * this one is computed on; each thread has 4x4 or 8x8 sums. Every sum is added up in the order of the depth.
 */
export function productKernel(product: Product): Kernel {
  const { label, operands, tile, rows, columns, slabs, parts = 1, left, right, slab = '' } = product;
  const acrossThreads = tile.columns / tile.thread;
  const downThreads = tile.rows / tile.thread;
  const rowTiles = Math.ceil(rows / tile.rows);
  const lefts = sideText('left', left, tile, tile.rows, 'first_row');
  const rights = sideText('right', right, tile, tile.columns, 'first_column');
  // Vectors of four that a thread has of each operand.
  const vectors = tile.thread === 8 ? [0, 1] : [0];
  const sums = Array.from({ length: tile.thread }, (_, r) => vectors.map((j) => `sum${r}_${j}`));
  const multiply = sums.flatMap((pair, r) =>
    pair.map((sum, j) => {
      const factor = `a${r >> 2}.${COMPONENTS[r & 3]}`;
      return `${sum} += ${factor} * b${j};`;
    }),
  );
  const read = (name: string, pitch: number, slot: string) =>
    `${name}_tile[other * ${tile.depth * pitch}u + k * ${pitch}u + ${slot}]`;
  const reads = vectors.flatMap((j) => [
    `let a${j} = ${read('left', lefts.pitch, `ty + ${j * downThreads}u`)};`,
    `let b${j} = ${read('right', rights.pitch, `tx + ${j * acrossThreads}u`)};`,
  ]);
  const columnNames = vectors.flatMap((j) =>
    COMPONENTS.map((component, q) => ({
      name: `column${j}_${q}`,
      value: (r: number) => `sum${r}_${j}.${component}`,
      text: `(first_column + tx + ${j * acrossThreads + (q * tile.columns) / 4}u)`,
    })),
  );
  // Whole tiles need no guard: fewer branches to compile and to run.
  const isFull = rows % tile.rows === 0;
  const rowText = (r: number) => `(first_row + ty + ${(r >> 2) * downThreads + ((r & 3) * tile.rows) / 4}u)`;
  const ownRows = Array.from({ length: tile.thread }, (_, r) =>
    // Beyond the last row nothing is stored; what is read for it lies in range all the same.
    product.row?.(`row${r}`, isFull ? rowText(r) : `min(${rowText(r)}, ${rows - 1}u)`),
  );
  const stores = columnNames.map(({ name, value, text }) => {
    const each = Array.from({ length: tile.thread }, (_, r) => {
      const row = rowText(r);
      const put = product.store(row, name, value(r), `row${r}`);
      return isFull ? put : `if (${row} < ${rows}u) { ${put} }`;
    });
    return `if (${text} < ${columns.text}) {
    ${product.column(name, text)}
    ${each.join('\n    ')}
  }`;
  });
  return writeKernel({
    label,
    operands,
    workgroupSize: [threadsOf(tile)],
    workgroups: (n) => {
      const [x, y] = line(rowTiles * Math.ceil(columns.count(n) / tile.columns));
      return [x, y, parts];
    },
    declarations: [lefts.declarations, rights.declarations, product.declarations ?? ''].join('\n'),
    body: `
  let number = ${LINE};
  // Tiles of the same columns follow one another, so that what they share is still in the cache.
  let first_row = (number % ${rowTiles}u) * ${tile.rows}u;
  let first_column = (number / ${rowTiles}u) * ${tile.columns}u;
  if (first_column >= ${columns.text}) { return; }
  let tx = lane % ${acrossThreads}u;
  let ty = lane / ${acrossThreads}u;
  ${lefts.setup}
  ${rights.setup}
  ${sums
    .flat()
    .map((sum) => `var ${sum}: vec4f;`)
    .join(' ')}
  let begin = ${slabs.first};
  let end = ${slabs.end};
  for (var slab = begin; slab <= end; slab++) {
    let half = slab & 1u;
    if (slab < end) {
      ${slab}
      ${lefts.fetch}
      ${rights.fetch}
    }
    if (slab > begin) {
      let other = 1u - half;
      for (var k = 0u; k < ${tile.depth}u; k++) {
        ${reads.join('\n        ')}
        ${multiply.join('\n        ')}
      }
    }
    if (slab < end) {
      ${lefts.keep}
      ${rights.keep}
    }
    workgroupBarrier();
  }
  ${ownRows.filter(Boolean).join('\n  ')}
  ${stores.join('\n  ')}`,
  });
}

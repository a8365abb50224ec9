import { EDGE_BYTES, multiplyEdge } from './edge';
import { ADD, ROWS } from './micro';
import { packColumns, packRows } from './pack';
import { address, batch, integer } from './record';
import { clear, copy } from './vector';

/** Depth of one block of a product: with TILE columns it fills half of the nearest cache. */
export const DEPTH = 256;

/** Packs the images' rows [n][depth] as left operands, a tile four images: [four images][depth][4]. */
export function packImageRows(record: usize, tile: i32): void {
  const from = address(record, 0);
  const to = address(record, 1);
  const depth = integer(record, 2);
  const first = tile * ROWS;
  const pitch = <usize>depth << 2;
  packRows(from + <usize>first * pitch, pitch, batch() - first, depth, to + <usize>first * pitch, 16);
}

/** Packs the columns of [n][columns] as left operands, a tile 4 x `group` columns: [four columns][n][4]. */
export function packImageColumns(record: usize, tile: i32): void {
  const from = address(record, 0);
  const to = address(record, 1);
  const columns = integer(record, 2);
  const group = integer(record, 3);
  const depth = batch();
  const end = min<i32>(columns, (tile + 1) * group * 4);
  for (let column = tile * group * 4; column < end; column += ROWS) {
    const at = to + (<usize>(column * depth) << 2);
    packColumns(from + (<usize>column << 2), <usize>columns << 2, columns - column, depth, at, 16);
  }
}

/**
 * C[rows][columns] = A * B (+ bias of the columns), a tile `group` columns. A is packed: [four rows][depth][4]. B is
 * [depth][columns], or where `turned` [columns][depth]. `rows` or `depth` 0 stands for the number of images.
 */
export function multiply(record: usize, tile: i32, scratch: usize): void {
  const left = address(record, 0);
  const right = address(record, 1);
  const output = address(record, 2);
  const bias = address(record, 3);
  const rows = integer(record, 4) ? integer(record, 4) : batch();
  const depth = integer(record, 5) ? integer(record, 5) : batch();
  const columns = integer(record, 6);
  const turned = integer(record, 7);
  const finish = integer(record, 8);
  const group = integer(record, 9);

  const edge = scratch;
  const panels = scratch + EDGE_BYTES;
  const first = tile * group;
  const width = min<i32>(group, columns - first);
  const pitch = <usize>columns << 2;
  const to = output + (<usize>first << 2);
  if (bias) for (let row = 0; row < rows; row++) copy(to + <usize>row * pitch, bias + (<usize>first << 2), width);
  for (let k = 0; k < depth; k += DEPTH) {
    const count = min<i32>(DEPTH, depth - k);
    for (let column = 0; column < width; column += TILE) {
      const panel = panels + (<usize>(column * DEPTH) << 2);
      packRight(right, columns, depth, k, count, first + column, turned, panel);
    }
    const mode = (k > 0 || bias ? ADD : 0) | (k + count >= depth ? finish : 0);
    for (let row = 0; row < rows; row += ROWS) {
      const a = left + (<usize>(row * depth + k * ROWS) << 2);
      for (let column = 0; column < width; column += TILE) {
        const c = to + <usize>row * pitch + (<usize>column << 2);
        const panel = panels + (<usize>(column * DEPTH) << 2);
        multiplyEdge(a, panel, count, c, pitch, 0, mode, rows - row, width - column, edge);
      }
    }
  }
}

/** TILE columns of B from `column`, `count` deep from `k`, as a panel; 0 beyond the last column. */
function packRight(
  right: usize,
  columns: i32,
  depth: i32,
  k: i32,
  count: i32,
  column: i32,
  turned: i32,
  panel: usize,
): void {
  for (let group = 0; group < TILE; group += 4, panel += 16) {
    const present = columns - column - group;
    if (present <= 0) {
      for (let row = 0; row < count; row++) clear(panel + (<usize>(row * TILE) << 2), 4);
    } else if (turned) {
      const from = right + (<usize>((column + group) * depth + k) << 2);
      packRows(from, <usize>depth << 2, present, count, panel, TILE << 2);
    } else {
      const from = right + (<usize>(k * columns + column + group) << 2);
      packColumns(from, <usize>columns << 2, present, count, panel, TILE << 2);
    }
  }
}

import { EDGE_BYTES, multiplyEdge } from './edge';
import { PRODUCT_DEPTH } from './layout';
import { ADD, ROWS } from './micro';
import { packColumns, packRows } from './pack';
import { address, batch, integer } from './record';
import { clear, copy, fetch } from './vector';

/** Rows that are brought near at a time before they are packed. */
const FETCHED_ROWS = 16;

/** Packs the images' rows [n][depth] as left operands, a tile four images: [four images][depth][4]. */
export function packImageRows(record: usize, tile: i32): void {
  const from = address(record, 0);
  const to = address(record, 1);
  const depth = integer(record, 2);
  const first = tile * ROWS;
  const pitch = (<usize>depth) << 2;
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
    const at = to + ((<usize>(column * depth)) << 2);
    packColumns(from + ((<usize>column) << 2), (<usize>columns) << 2, columns - column, depth, at, 16);
  }
}

/**
 * C[rows][columns] = A * B, a tile `group` columns. A is packed: [four rows][depth][4]. B is [depth][columns]. `rows` or
 * `depth` 0 stands for the number of images.
 */
export function multiply(record: usize, tile: i32, scratch: usize): void {
  const left = address(record, 0);
  const right = address(record, 1);
  const output = address(record, 2);
  const rows = integer(record, 3) ? integer(record, 3) : batch();
  const depth = integer(record, 4) ? integer(record, 4) : batch();
  const columns = integer(record, 5);
  const group = integer(record, 6);

  const edge = scratch;
  const panels = scratch + EDGE_BYTES;
  const first = tile * group;
  const width = min<i32>(group, columns - first);
  const pitch = (<usize>columns) << 2;
  const to = output + ((<usize>first) << 2);
  for (let k = 0; k < depth; k += PRODUCT_DEPTH) {
    const count = min<i32>(PRODUCT_DEPTH, depth - k);
    packStraight(right + ((<usize>(k * columns + first)) << 2), columns, width, count, panels);
    const mode = k > 0 ? ADD : 0;
    for (let column = 0; column < width; column += TILE) {
      const panel = panels + ((<usize>(column * PRODUCT_DEPTH)) << 2);
      for (let row = 0; row < rows; row += ROWS) {
        const a = left + ((<usize>(row * depth + k * ROWS)) << 2);
        const c = to + <usize>row * pitch + ((<usize>column) << 2);
        multiplyEdge(a, panel, count, c, pitch, 0, mode, rows - row, width - column, edge);
      }
    }
  }
}

/** `count` rows, `pitch` elements apart, of which `width` are taken, as panels; 0 beyond the last column. */
function packStraight(from: usize, pitch: i32, width: i32, count: i32, panels: usize): void {
  for (let row = 0; row < count; row++, from += (<usize>pitch) << 2) {
    if (row % FETCHED_ROWS === 0) {
      const rows = min<i32>(FETCHED_ROWS, count - row);
      fetch(from, rows, (<usize>pitch) << 2, (<usize>width) << 2, panels + ((<usize>(row * TILE)) << 2));
    }
    for (let column = 0; column < width; column += TILE) {
      const at = from + ((<usize>column) << 2);
      const to = panels + ((<usize>(column * PRODUCT_DEPTH + row * TILE)) << 2);
      if (width - column >= TILE) {
        for (let i: usize = 0; i < <usize>(TILE << 2); i += 16) v128.store(to + i, v128.load(at + i));
        continue;
      }
      copy(to, at, width - column);
      clear(to + ((<usize>(width - column)) << 2), TILE - width + column);
    }
  }
}

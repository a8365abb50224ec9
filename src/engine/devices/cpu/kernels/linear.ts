import { EDGE_BYTES, multiplyEdge } from './edge';
import { PRODUCT_DEPTH } from './layout';
import { ADD, ROWS } from './micro';
import { multiplyRows } from './multiplyRows';
import { address, batch, integer } from './record';
import { clear, copy, fetch } from './vector';

/** Rows that are brought near at a time before they are packed. */
const FETCHED_ROWS = 16;

/**
 * C[rows][columns] = A * B, a tile `group` columns. A's rows lie `row` bytes apart, a row's elements `step`, and it has
 * whole fours of rows; B is [depth][columns]. `rows` or `depth` 0 stands for the number of images.
 */
export function multiply(record: usize, tile: i32, scratch: usize): void {
  const left = address(record, 0);
  const right = address(record, 1);
  const output = address(record, 2);
  const rows = integer(record, 3) ? integer(record, 3) : batch();
  const depth = integer(record, 4) ? integer(record, 4) : batch();
  const columns = integer(record, 5);
  const group = integer(record, 6);
  const row = <usize>integer(record, 7);
  const step = <usize>integer(record, 8);

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
    const from = left + <usize>k * step;
    for (let column = 0; column < width; column += TILE) {
      const panel = panels + ((<usize>(column * PRODUCT_DEPTH)) << 2);
      const c = to + ((<usize>column) << 2);
      const whole = width - column >= TILE ? rows & -ROWS : 0;
      multiplyRows(from, row, step, panel, TILE << 2, count, c, pitch, whole, mode);
      for (let i = whole; i < rows; i += ROWS) {
        const a = from + <usize>i * row;
        multiplyEdge(
          a,
          row,
          step,
          panel,
          count,
          c + <usize>i * pitch,
          pitch,
          0,
          mode,
          rows - i,
          width - column,
          edge,
        );
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

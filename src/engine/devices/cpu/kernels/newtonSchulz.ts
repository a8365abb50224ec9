import { PRODUCT_DEPTH } from './layout';
import { ADD, multiplyTile, ROWS } from './micro';
import { packColumns, packRows, transpose } from './pack';
import { address, integer, number } from './record';

/*
 * The Newton-Schulz iteration of Muon on a matrix X of `rows` by `depth`, rows padded to 16 and depth to 4 with zeros.
 * X lies turned, in panels of TILE rows: [rows / TILE][depth][TILE]. So do A = X Xᵀ and the polynomial of A, with
 * depth = rows. What a tile is depends on the shape alone.
 */

/** Rows of X, or of A, that a tile works out. */
const BLOCK = 16;
/** Where the element of a row at a depth lies in panels. */
export function placeInPanels(panels: usize, row: i32, at: i32, depth: i32): usize {
  return panels + ((<usize>(((row / TILE) * depth + at) * TILE + (row % TILE))) << 2);
}

/**
 * Products of `groups` packed left operands [four rows][depth][4] with panels [depth][TILE] of `right`, from panel
 * `first` on to `end`; those of a panel go to `out`, `pitch` bytes for each panel, a row TILE elements.
 */
function multiplyPanels(
  left: usize,
  groups: i32,
  right: usize,
  first: i32,
  end: i32,
  depth: i32,
  out: usize,
  pitch: usize,
  mode: i32,
): void {
  for (let k = 0; k < depth; k += PRODUCT_DEPTH) {
    const count = min<i32>(PRODUCT_DEPTH, depth - k);
    for (let panel = first; panel < end; panel++) {
      const b = right + ((<usize>((panel * depth + k) * TILE)) << 2);
      const to = out + <usize>panel * pitch;
      for (let group = 0; group < groups; group++) {
        const a = left + ((<usize>(group * depth + k)) << 4);
        const c = to + ((<usize>(group * ROWS * TILE)) << 2);
        multiplyTile(a, b, count, c, TILE << 2, 0, k > 0 ? ADD : mode);
      }
    }
  }
}

/** A = X Xᵀ, a tile BLOCK rows from the diagonal on, and the same numbers at the other side of it. */
export function gram(record: usize, tile: i32, scratch: usize): void {
  const x = address(record, 0);
  const a = address(record, 1);
  const rows = integer(record, 2);
  const depth = integer(record, 3);
  const first = tile * BLOCK;
  const line: usize = TILE << 2;
  for (let group = 0; group < BLOCK / ROWS; group++) {
    const from = placeInPanels(x, first + group * ROWS, 0, depth);
    packColumns(from, line, ROWS, depth, scratch + ((<usize>(group * depth)) << 4), 16);
  }
  const out = a + <usize>first * line;
  multiplyPanels(scratch, BLOCK / ROWS, x, first / TILE, rows / TILE, depth, out, <usize>rows * line, 0);
  for (let row = first; row < first + BLOCK; row += 4) {
    for (let column = first + BLOCK; column < rows; column += 4) {
      const from = placeInPanels(a, column, row, rows);
      transpose(from, line, placeInPanels(a, row, column, rows), line);
    }
  }
}

/** B = first * I + second * A + third * A A, a tile BLOCK rows. */
export function polynomial(record: usize, tile: i32, scratch: usize): void {
  const a = address(record, 0);
  const b = address(record, 1);
  const rows = integer(record, 2);
  const first = number(record, 3);
  const second = f32x4.splat(number(record, 4));
  const third = f32x4.splat(number(record, 5));
  const begin = tile * BLOCK;
  for (let group = 0; group < BLOCK / ROWS; group++) {
    // A is symmetric: its columns are its rows.
    const from = placeInPanels(a, begin + group * ROWS, 0, rows);
    const to = scratch + ((<usize>(group * rows)) << 4);
    for (let k = 0; k < rows; k++) {
      const column = v128.load(from + ((<usize>(k * TILE)) << 2));
      v128.store(to + ((<usize>k) << 4), f32x4.mul(third, column));
    }
  }
  const pitch = (<usize>(rows * TILE)) << 2;
  const corner = (<usize>(begin * TILE)) << 2;
  for (let panel = 0; panel < rows / TILE; panel++) {
    const from = a + corner + <usize>panel * pitch;
    const to = b + corner + <usize>panel * pitch;
    for (let at: usize = 0; at < <usize>((BLOCK * TILE) << 2); at += 16)
      v128.store(to + at, f32x4.mul(second, v128.load(from + at)));
  }
  for (let row = begin; row < begin + BLOCK; row++) {
    const at = placeInPanels(b, row, row, rows);
    store<f32>(at, load<f32>(at) + first);
  }
  multiplyPanels(scratch, BLOCK / ROWS, a, 0, rows / TILE, rows, b + corner, pitch, ADD);
}

/** X = B X in its place, B symmetric, a tile `group` of the depth. */
export function applyPolynomial(record: usize, tile: i32, scratch: usize): void {
  const x = address(record, 0);
  const b = address(record, 1);
  const rows = integer(record, 2);
  const depth = integer(record, 3);
  const group = integer(record, 4);
  const first = tile * group;
  const count = min<i32>(group, depth - first) / ROWS;
  const line: usize = TILE << 2;
  for (let four = 0; four < count; four++) {
    for (let row = 0; row < rows; row += TILE) {
      const from = placeInPanels(x, row, first + four * ROWS, depth);
      packRows(from, line, ROWS, TILE, scratch + ((<usize>(four * rows + row)) << 4), 16);
    }
  }
  const out = x + <usize>first * line;
  multiplyPanels(scratch, count, b, 0, rows / TILE, rows, out, <usize>depth * line, 0);
}

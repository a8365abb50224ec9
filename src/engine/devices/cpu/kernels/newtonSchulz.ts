import { MUON_BLOCK, PRODUCT_DEPTH } from './layout';
import { ADD, multiplyStrided, ROWS } from './micro';
import { inverseNorm } from './muon';
import { packColumns, packRows, transpose } from './pack';
import { address, integer, number } from './record';
import { clear, madd } from './vector';

/*
 * Muon's Newton-Schulz iteration on A = X Xᵀ and polynomials of A, all symmetric, rows padded to MUON_BLOCK with zeros
 * in A. They lie in panels of TILE columns, [rows / TILE][rows][TILE]. A tile is MUON_BLOCK columns down to the
 * diagonal, the longest first, and the same numbers on the other side of it. What a tile is depends on the shape alone.
 */

/** Where an element lies in panels of TILE columns, of `rows` rows each. */
export function place(panels: usize, row: i32, column: i32, rows: i32): usize {
  return panels + ((<usize>(((column / TILE) * rows + row) * TILE + (column % TILE))) << 2);
}

/**
 * A = X Xᵀ, X = u / norm; where u [rows][columns] has more rows than columns, X is its transpose. u is read in whole
 * fours of X's rows: what lies beyond its end may be any numbers.
 */
export function gram(record: usize, tile: i32, scratch: usize): void {
  const u = address(record, 0);
  const a = address(record, 1);
  const rows = integer(record, 2);
  const columns = integer(record, 3);
  const height = integer(record, 4);
  const factor = f32x4.splat(inverseNorm(address(record, 5), integer(record, 6), number(record, 7)));
  const size = min<i32>(rows, columns);
  const depth = max<i32>(rows, columns);
  const turned = rows > columns;
  const pitch = (<usize>columns) << 2;
  // Bytes from a row of X to the next, and from a column.
  const down: usize = turned ? 4 : pitch;
  const across: usize = turned ? pitch : 4;
  const line: usize = TILE << 2;
  const first = height - (tile + 1) * MUON_BLOCK;
  const end = first + MUON_BLOCK;
  for (let k = 0; k < depth; k += PRODUCT_DEPTH) {
    const count = min<i32>(PRODUCT_DEPTH, depth - k);
    const from = u + <usize>k * across;
    for (let column = 0; column < MUON_BLOCK; column += 4) {
      const right = from + <usize>(first + column) * down;
      const to = place(scratch, 0, column, count);
      if (turned) packColumns(right, pitch, size - first - column, count, to, line);
      else packRows(right, pitch, size - first - column, count, to, line);
    }
    // For both sides, but one after the other: the factor's square may be beyond a float32.
    const packed = scratch + ((<usize>(MUON_BLOCK * count)) << 2);
    for (let at = scratch; at < packed; at += 16)
      v128.store(at, f32x4.mul(f32x4.mul(v128.load(at), factor), factor));
    for (let panel = first; panel < end; panel += TILE) {
      const b = place(scratch, 0, panel - first, count);
      for (let row = 0; row < min<i32>(end, size); row += ROWS) {
        const to = place(a, row, panel, height);
        multiplyStrided(from + <usize>row * down, down, across, b, line, count, to, line, 0, k > 0 ? ADD : 0);
      }
    }
  }
  for (let panel = first; panel < end; panel += TILE)
    clear(place(a, size, panel, height), max<i32>(0, end - size) * TILE);
  mirror(a, first, height);
}

/**
 * C = first * I + second * L + third * L R of symmetric matrices with a symmetric product; where `first` is 0, C = L R.
 * There may be several such products, tiles of one after those of the other.
 */
export function multiplySymmetric(record: usize, tile: i32): void {
  const rows = integer(record, 0);
  const first = number(record, 1);
  const second = f32x4.splat(number(record, 2));
  const third = f32x4.splat(number(record, 3));
  const operands = 4 + 3 * ((tile * MUON_BLOCK) / rows);
  const left = address(record, operands);
  const right = address(record, operands + 1);
  const out = address(record, operands + 2);
  const end = rows - ((tile * MUON_BLOCK) % rows);
  const line: usize = TILE << 2;
  for (let panel = end - MUON_BLOCK; panel < end; panel += TILE) {
    for (let k = 0; k < rows; k += PRODUCT_DEPTH) {
      const depth = min<i32>(PRODUCT_DEPTH, rows - k);
      const mode = k > 0 ? ADD : 0;
      const b = place(right, k, panel, rows);
      for (let row = 0; row < end; row += ROWS) {
        // L is symmetric: its columns are its rows.
        const a = place(left, k, row, rows);
        multiplyStrided(a, 4, line, b, line, depth, place(out, row, panel, rows), line, 0, mode);
      }
    }
    if (first === 0) continue;
    const from = place(left, 0, panel, rows);
    const to = place(out, 0, panel, rows);
    for (let at: usize = 0; at < (<usize>(end * TILE)) << 2; at += 16) {
      const product = f32x4.mul(third, v128.load(to + at));
      v128.store(to + at, madd(second, v128.load(from + at), product));
    }
    for (let row = panel; row < panel + TILE; row++) {
      const at = place(out, row, row, rows);
      store<f32>(at, load<f32>(at) + first);
    }
  }
  mirror(out, end - MUON_BLOCK, rows);
}

/**
 * Puts what lies above the diagonal in MUON_BLOCK columns on the other side of it. Without that on the diagonal itself
 * rounding would leave a matrix a little lopsided, which grows tenfold in three steps.
 */
function mirror(a: usize, first: i32, rows: i32): void {
  const line: usize = TILE << 2;
  for (let column = first; column < first + MUON_BLOCK; column += 4) {
    for (let row = 0; row < column; row += 4)
      transpose(place(a, row, column, rows), line, place(a, column, row, rows), line);
    for (let row = column; row < column + 4; row++) {
      for (let other = column; other < row; other++)
        store<f32>(place(a, row, other, rows), load<f32>(place(a, other, row, rows)));
    }
  }
}

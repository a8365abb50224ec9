import { MUON_BLOCK, PRODUCT_DEPTH } from './layout';
import { ADD, multiplyStrided, ROWS } from './micro';
import { inverseNorm } from './muon';
import { place } from './newtonSchulz';
import { packRows } from './pack';
import { address, integer, number } from './record';
import { copy, loadFirst, madd, storeFirst } from './vector';

/**
 * x = x * (1 - r * weightDecay) - r * scale * X, r = ratio * rate, where X = Q u / norm, or u Q / norm where u has more
 * rows than columns. Without a rate x = X, which may take the place of u: what a tile reads of it is copied first. A
 * tile is MUON_BLOCK columns of u, or rows where those are more.
 */
export function muonUpdate(record: usize, tile: i32, scratch: usize): void {
  const x = address(record, 0);
  const u = address(record, 1);
  const q = address(record, 2);
  const hyper = address(record, 3);
  const rows = integer(record, 4);
  const columns = integer(record, 5);
  const height = integer(record, 6);
  const factor = inverseNorm(address(record, 7), integer(record, 8), number(record, 9));
  const rate = hyper ? load<f32>(hyper) * number(record, 10) : 0;
  const step = f32x4.splat(hyper ? -rate * number(record, 11) * factor : factor);
  const kept = f32x4.splat(hyper ? 1 - rate * number(record, 12) : 0);
  const pitch = (<usize>columns) << 2;
  const line: usize = TILE << 2;
  const packed = scratch + ROWS * line;
  const first = tile * MUON_BLOCK;
  if (rows > columns) {
    for (let row = first; row < min<i32>(first + MUON_BLOCK, rows); row += ROWS) {
      const offset = <usize>row * pitch;
      packRows(u + offset, pitch, rows - row, columns, packed, 16);
      for (let column = 0; column < columns; column += TILE) {
        multiply(packed, 16, place(q, 0, column, height), columns, scratch);
        const to = x + offset + ((<usize>column) << 2);
        move(to, pitch, rows - row, columns - column, scratch, step, kept);
      }
    }
  } else {
    for (let column = first; column < min<i32>(first + MUON_BLOCK, columns); column += TILE) {
      const offset = (<usize>column) << 2;
      copyPanel(u + offset, pitch, rows, columns - column, packed);
      for (let row = 0; row < rows; row += ROWS) {
        // Q is symmetric: its columns are its rows.
        multiply(place(q, 0, row, height), line, packed, rows, scratch);
        move(x + offset + <usize>row * pitch, pitch, rows - row, columns - column, scratch, step, kept);
      }
    }
  }
}

/** Up to TILE columns as a panel [rows][TILE]. */
function copyPanel(from: usize, pitch: usize, rows: i32, columns: i32, to: usize): void {
  for (let row = 0; row < rows; row++, from += pitch, to += TILE << 2)
    copy(to, from, min<i32>(TILE, columns));
}

/** C[4][TILE] = sum over k < depth of A[k][4] * B[k][TILE], rows of A `next` bytes apart. */
function multiply(a: usize, next: usize, b: usize, depth: i32, c: usize): void {
  const line: usize = TILE << 2;
  for (let k = 0; k < depth; k += PRODUCT_DEPTH) {
    const count = min<i32>(PRODUCT_DEPTH, depth - k);
    const mode = k > 0 ? ADD : 0;
    multiplyStrided(a + <usize>k * next, 4, next, b + <usize>k * line, line, count, c, line, 0, mode);
  }
}

/** x = kept * x + step * C of up to 4 rows and TILE columns. */
function move(to: usize, pitch: usize, rows: i32, columns: i32, c: usize, step: v128, kept: v128): void {
  const width = min<i32>(TILE, columns);
  const whole = width & ~3;
  for (let row = 0; row < min<i32>(ROWS, rows); row++, to += pitch, c += TILE << 2) {
    let at: usize = 0;
    for (; at < <usize>(whole << 2); at += 16)
      v128.store(to + at, madd(step, v128.load(c + at), f32x4.mul(kept, v128.load(to + at))));
    if (whole === width) continue;
    const old = loadFirst(to + at, width - whole);
    storeFirst(to + at, madd(step, v128.load(c + at), f32x4.mul(kept, old)), width - whole);
  }
}

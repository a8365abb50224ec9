import { ADD, multiplyStrided, RECTIFY, ROWS } from './micro';

/** Bytes of scratch that `multiplyEdge` needs. */
export const EDGE_BYTES = 256;

/**
 * `multiplyStrided` of a packed B where C has only `rows` by `columns` of the tile: worked out beside, at `edge`, then finished with
 * the same operations in the same order, so that an element's bits do not depend on which tile it falls in.
 */
export function multiplyEdge(
  a: usize,
  row: usize,
  step: usize,
  b: usize,
  depth: i32,
  c: usize,
  pitch: usize,
  bias: usize,
  mode: i32,
  rows: i32,
  columns: i32,
  edge: usize,
): void {
  if (rows >= ROWS && columns >= TILE) {
    multiplyStrided(a, row, step, b, TILE << 2, depth, c, pitch, bias, mode);
    return;
  }
  multiplyStrided(a, row, step, b, TILE << 2, depth, edge, TILE << 2, 0, 0);
  const height = min<i32>(rows, ROWS);
  const width = min<i32>(columns, TILE);
  for (let i = 0; i < height; i++) {
    const from = edge + ((<usize>(i * TILE)) << 2);
    const to = c + <usize>i * pitch;
    const start: f32 = bias ? load<f32>(bias + ((<usize>i) << 2)) : 0;
    for (let column = 0; column < width; column++) {
      const place = to + ((<usize>column) << 2);
      let value = load<f32>(from + ((<usize>column) << 2));
      if (mode & ADD) value = load<f32>(place) + value;
      else if (bias) value = start + value;
      if (mode & RECTIFY) value = value > 0 ? value : 0;
      store<f32>(place, value);
    }
  }
}

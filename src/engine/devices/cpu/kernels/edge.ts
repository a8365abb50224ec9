import { ADD, multiplyTile, RECTIFY, ROWS } from './micro';

/** Bytes of scratch that `multiplyEdge` needs. */
export const EDGE_BYTES = 256;

/**
 * `multiplyTile` where C has only `rows` by `columns` of the tile: worked out beside, at `edge`, then finished with
 * the same operations in the same order, so that an element's bits do not depend on which tile it falls in.
 */
export function multiplyEdge(
  a: usize,
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
    multiplyTile(a, b, depth, c, pitch, bias, mode);
    return;
  }
  multiplyTile(a, b, depth, edge, TILE << 2, 0, 0);
  const height = min<i32>(rows, ROWS);
  const width = min<i32>(columns, TILE);
  for (let row = 0; row < height; row++) {
    const from = edge + ((<usize>(row * TILE)) << 2);
    const to = c + <usize>row * pitch;
    const start: f32 = bias ? load<f32>(bias + ((<usize>row) << 2)) : 0;
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

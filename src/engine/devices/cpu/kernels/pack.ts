import { zero } from './vector';

/** Transposes 4 rows of 4 float32, `pitch` bytes apart, to 4 rows `toPitch` bytes apart. */
export function transpose(from: usize, pitch: usize, to: usize, toPitch: usize): void {
  const r0 = v128.load(from);
  const r1 = v128.load(from + pitch);
  const r2 = v128.load(from + 2 * pitch);
  const r3 = v128.load(from + 3 * pitch);
  const a = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
  const b = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
  const c = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const d = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f64>(a, b, 0, 2));
  v128.store(to + toPitch, v128.shuffle<f64>(a, b, 1, 3));
  v128.store(to + 2 * toPitch, v128.shuffle<f64>(c, d, 0, 2));
  v128.store(to + 3 * toPitch, v128.shuffle<f64>(c, d, 1, 3));
}

/**
 * Writes up to 4 rows of `depth` float32, `pitch` bytes apart, as `depth` groups of 4, `toPitch` bytes apart; rows
 * that are not there are 0.
 */
export function packRows(from: usize, pitch: usize, rows: i32, depth: i32, to: usize, toPitch: usize): void {
  let k = 0;
  if (rows >= 4) {
    for (; k + 4 <= depth; k += 4)
      transpose(from + ((<usize>k) << 2), pitch, to + <usize>k * toPitch, toPitch);
  }
  for (; k < depth; k++) {
    const at = to + <usize>k * toPitch;
    v128.store(at, zero());
    const end = min<i32>(rows, 4);
    for (let row = 0; row < end; row++) {
      store<f32>(at + ((<usize>row) << 2), load<f32>(from + <usize>row * pitch + ((<usize>k) << 2)));
    }
  }
}

/**
 * Writes `depth` pieces of up to 4 neighbouring float32, `pitch` bytes apart, as `depth` groups of 4, `toPitch` bytes
 * apart; what is not there is 0.
 */
export function packColumns(
  from: usize,
  pitch: usize,
  columns: i32,
  depth: i32,
  to: usize,
  toPitch: usize,
): void {
  for (let k = 0; k < depth; k++, from += pitch, to += toPitch) {
    if (columns >= 4) {
      v128.store(to, v128.load(from));
      continue;
    }
    v128.store(to, zero());
    for (let column = 0; column < columns; column++) {
      store<f32>(to + ((<usize>column) << 2), load<f32>(from + ((<usize>column) << 2)));
    }
  }
}

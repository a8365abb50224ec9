import { RECTIFY } from './micro';
import { transpose } from './pack';
import { madd, rectify } from './vector';

/** √2, √2/2, their cubes, to float32. */
const ROOT: f32 = 1.4142135623730951;
const HALF_ROOT: f32 = 0.7071067811865476;
const ROOT_CUBED: f32 = 2.8284271247461903;
const HALF_ROOT_CUBED: f32 = 0.35355339059327373;

/** Bytes of scratch that `finishPatches` needs. */
export const FINISH_BYTES = 640;

/**
 * y = Aᵀ m A of four patches, one a lane: 36 times four numbers, `pitch` bytes apart, become results of 4 x 4, with
 * `bias` added, and written where `patches` says, as `winograd` lays them out; what lies beyond the picture is left
 * out. Aᵀ is (1 1 1 1 1 0), (0 ±√2/2 ±√2 0), (0 1/2 1/2 2 2 0), (0 ±√2/4 ±2√2 1).
 */
export function finishPatches(
  from: usize,
  pitch: usize,
  bias: f32,
  mode: i32,
  output: usize,
  outWidth: i32,
  patches: usize,
  scratch: usize,
): void {
  const half = scratch;
  const result = scratch + 384;
  for (let column: usize = 0; column < 6; column++) {
    gather(from + column * pitch, 6 * pitch, half + (column << 4), 96);
  }
  for (let row: usize = 0; row < 4; row++) gather(half + row * 96, 16, result + (row << 6), 16);
  const start = f32x4.splat(bias);
  for (let at = result; at < result + 256; at += 64) {
    v128.store(at, finish(v128.load(at), start, mode));
    v128.store(at, finish(v128.load(at, 16), start, mode), 16);
    v128.store(at, finish(v128.load(at, 32), start, mode), 32);
    v128.store(at, finish(v128.load(at, 48), start, mode), 48);
    transpose(at, 16, at, 16);
  }
  for (let patch: usize = 0; patch < 4; patch++, patches += 16) {
    const rows = load<i32>(patches, 8);
    const columns = load<i32>(patches, 12);
    let at = result + (patch << 4);
    let to = output + <usize>load<u32>(patches, 4);
    for (let row = 0; row < rows; row++, at += 64, to += (<usize>outWidth) << 2) {
      if (columns === 4) v128.store(to, v128.load(at));
      else {
        for (let column = 0; column < columns; column++) {
          store<f32>(to + ((<usize>column) << 2), load<f32>(at + ((<usize>column) << 2)));
        }
      }
    }
  }
}

function finish(x: v128, bias: v128, mode: i32): v128 {
  const sum = f32x4.add(bias, x);
  return mode & RECTIFY ? rectify(sum) : sum;
}

/** Aᵀ times a column of six, `pitch` bytes apart, to four. */
function gather(from: usize, pitch: usize, to: usize, toPitch: usize): void {
  const m1 = v128.load(from + pitch);
  const m2 = v128.load(from + 2 * pitch);
  const m3 = v128.load(from + 3 * pitch);
  const m4 = v128.load(from + 4 * pitch);
  const near = f32x4.add(m1, m2);
  const nearOdd = f32x4.sub(m1, m2);
  const far = f32x4.add(m3, m4);
  const farOdd = f32x4.sub(m3, m4);
  v128.store(to, f32x4.add(v128.load(from), f32x4.add(near, far)));
  v128.store(to + toPitch, madd(f32x4.splat(ROOT), farOdd, f32x4.mul(f32x4.splat(HALF_ROOT), nearOdd)));
  v128.store(to + 2 * toPitch, madd(f32x4.splat(2), far, f32x4.mul(f32x4.splat(0.5), near)));
  const odd = madd(f32x4.splat(HALF_ROOT_CUBED), nearOdd, v128.load(from + 5 * pitch));
  v128.store(to + 3 * toPitch, madd(f32x4.splat(ROOT_CUBED), farOdd, odd));
}

import { madd } from './vector';
import { HALF_ROOT, ROOT } from './winogradPoints';

/**
 * Bᵀ down six rows of a picture, `row` on, for a whole row of patches at once: six rows of `width` go to rows `pitch`
 * bytes apart. Rows outside the picture are read from `zeros`. The picture is at least 4 wide. Bᵀ is
 * (1 0 -5/2 0 1 0), (0 ∓√2 -2 ±√2/2 1 0), (0 ∓√2/2 -1/2 ±√2 1 0), (0 1 0 -5/2 0 1).
 */
export function transformRows(
  picture: usize,
  row: i32,
  height: i32,
  width: i32,
  zeros: usize,
  to: usize,
  pitch: usize,
): void {
  const p0 = rowAt(picture, row, height, width, zeros);
  const p1 = rowAt(picture, row + 1, height, width, zeros);
  const p2 = rowAt(picture, row + 2, height, width, zeros);
  const p3 = rowAt(picture, row + 3, height, width, zeros);
  const p4 = rowAt(picture, row + 4, height, width, zeros);
  const p5 = rowAt(picture, row + 5, height, width, zeros);
  const end = (<usize>width) << 2;
  for (let x: usize = 0; ; x += 16) {
    // The last four overlap those before.
    if (x + 16 > end) x = end - 16;
    const d1 = v128.load(p1 + x);
    const d2 = v128.load(p2 + x);
    const d3 = v128.load(p3 + x);
    const d4 = v128.load(p4 + x);
    const near = madd(f32x4.splat(-2), d2, d4);
    const far = madd(f32x4.splat(-0.5), d2, d4);
    const nearOdd = madd(f32x4.splat(-ROOT), d1, f32x4.mul(f32x4.splat(HALF_ROOT), d3));
    const farOdd = madd(f32x4.splat(-HALF_ROOT), d1, f32x4.mul(f32x4.splat(ROOT), d3));
    const at = to + x;
    v128.store(at, madd(f32x4.splat(-2.5), d2, f32x4.add(v128.load(p0 + x), d4)));
    v128.store(at + pitch, f32x4.add(near, nearOdd));
    v128.store(at + 2 * pitch, f32x4.sub(near, nearOdd));
    v128.store(at + 3 * pitch, f32x4.add(far, farOdd));
    v128.store(at + 4 * pitch, f32x4.sub(far, farOdd));
    v128.store(at + 5 * pitch, madd(f32x4.splat(-2.5), d3, f32x4.add(d1, v128.load(p5 + x))));
    if (x + 16 >= end) break;
  }
}

function rowAt(picture: usize, row: i32, height: i32, width: i32, zeros: usize): usize {
  return <u32>row < <u32>height ? picture + ((<usize>(row * width)) << 2) : zeros;
}

/**
 * B along the rows of four patches, which `transformRows` has transformed down: the patches' first elements lie at
 * f0 to f3, their rows `pitch` bytes apart, and each may read two elements beyond its six. Writes 36 times four
 * numbers, one a patch, `toPitch` bytes apart.
 */
export function transformPatches(
  f0: usize,
  f1: usize,
  f2: usize,
  f3: usize,
  pitch: usize,
  to: usize,
  toPitch: usize,
): void {
  for (let row = 0; row < 6; row++) {
    const r0 = v128.load(f0);
    const r1 = v128.load(f1);
    const r2 = v128.load(f2);
    const r3 = v128.load(f3);
    const q0 = v128.load(f0, 16);
    const q1 = v128.load(f1, 16);
    const q2 = v128.load(f2, 16);
    const q3 = v128.load(f3, 16);
    const low = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const lower = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const higher = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    const last = v128.shuffle<f32>(q0, q1, 0, 4, 1, 5);
    const later = v128.shuffle<f32>(q2, q3, 0, 4, 1, 5);
    const d0 = v128.shuffle<f64>(low, lower, 0, 2);
    const d1 = v128.shuffle<f64>(low, lower, 1, 3);
    const d2 = v128.shuffle<f64>(high, higher, 0, 2);
    const d3 = v128.shuffle<f64>(high, higher, 1, 3);
    const d4 = v128.shuffle<f64>(last, later, 0, 2);
    const d5 = v128.shuffle<f64>(last, later, 1, 3);
    const near = madd(f32x4.splat(-2), d2, d4);
    const far = madd(f32x4.splat(-0.5), d2, d4);
    const nearOdd = madd(f32x4.splat(-ROOT), d1, f32x4.mul(f32x4.splat(HALF_ROOT), d3));
    const farOdd = madd(f32x4.splat(-HALF_ROOT), d1, f32x4.mul(f32x4.splat(ROOT), d3));
    v128.store(to, madd(f32x4.splat(-2.5), d2, f32x4.add(d0, d4)));
    v128.store(to + toPitch, f32x4.add(near, nearOdd));
    v128.store(to + 2 * toPitch, f32x4.sub(near, nearOdd));
    v128.store(to + 3 * toPitch, f32x4.add(far, farOdd));
    v128.store(to + 4 * toPitch, f32x4.sub(far, farOdd));
    v128.store(to + 5 * toPitch, madd(f32x4.splat(-2.5), d3, f32x4.add(d1, d5)));
    to += 6 * toPitch;
    f0 += pitch;
    f1 += pitch;
    f2 += pitch;
    f3 += pitch;
  }
}

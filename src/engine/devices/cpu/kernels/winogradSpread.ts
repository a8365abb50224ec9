import { madd } from './vector';
import { HALF_ROOT, HALF_ROOT_CUBED, ROOT, ROOT_CUBED } from './winogradPoints';

/**
 * A down four rows of a picture, `row` on, for a whole row of patches at once: six rows of `width` go to rows `pitch`
 * bytes apart. Rows outside the picture are read from `zeros`. The picture is at least 4 wide. A is (1 0 0 0),
 * (1 ±√2/2 1/2 ±√2/4), (1 ±√2 2 ±2√2), (0 0 0 1).
 */
export function spreadRows(
  picture: usize,
  row: i32,
  height: i32,
  width: i32,
  zeros: usize,
  to: usize,
  pitch: usize,
): void {
  const rowBytes = (<usize>width) << 2;
  const p0 = picture + <usize>row * rowBytes;
  const p1 = row + 1 < height ? p0 + rowBytes : zeros;
  const p2 = row + 2 < height ? p0 + 2 * rowBytes : zeros;
  const p3 = row + 3 < height ? p0 + 3 * rowBytes : zeros;
  for (let x: usize = 0; ; x += 16) {
    // The last four overlap those before.
    if (x + 16 > rowBytes) x = rowBytes - 16;
    spread(v128.load(p0 + x), v128.load(p1 + x), v128.load(p2 + x), v128.load(p3 + x), to + x, pitch);
    if (x + 16 >= rowBytes) break;
  }
}

/**
 * A along the rows of the same patch of four pictures, which `spreadRows` has spread down; their elements begin at f0
 * to f3, rows `pitch` bytes apart. Writes 36 times four numbers, one a picture, `toPitch` bytes apart.
 */
export function spreadPatch(
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
    const low = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const lower = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const higher = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    const d0 = v128.shuffle<f64>(low, lower, 0, 2);
    const d1 = v128.shuffle<f64>(low, lower, 1, 3);
    const d2 = v128.shuffle<f64>(high, higher, 0, 2);
    const d3 = v128.shuffle<f64>(high, higher, 1, 3);
    spread(d0, d1, d2, d3, to, toPitch);
    to += 6 * toPitch;
    f0 += pitch;
    f1 += pitch;
    f2 += pitch;
    f3 += pitch;
  }
}

function spread(d0: v128, d1: v128, d2: v128, d3: v128, to: usize, pitch: usize): void {
  const near = madd(f32x4.splat(0.5), d2, d0);
  const far = madd(f32x4.splat(2), d2, d0);
  const nearOdd = madd(f32x4.splat(HALF_ROOT_CUBED), d3, f32x4.mul(f32x4.splat(HALF_ROOT), d1));
  const farOdd = madd(f32x4.splat(ROOT_CUBED), d3, f32x4.mul(f32x4.splat(ROOT), d1));
  v128.store(to, d0);
  v128.store(to + pitch, f32x4.add(near, nearOdd));
  v128.store(to + 2 * pitch, f32x4.sub(near, nearOdd));
  v128.store(to + 3 * pitch, f32x4.add(far, farOdd));
  v128.store(to + 4 * pitch, f32x4.sub(far, farOdd));
  v128.store(to + 5 * pitch, d3);
}

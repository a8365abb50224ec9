import { madd, nmadd } from './vector';
import * as constant from './winogradConstants';
import { clearBeside, interleave } from './winogradCopy';

/**
 * A down four rows of a picture, `row` on, for neighbouring patches at once, as `transformRows` has it. A is (1 0 0 0),
 * (1 ±√2/2 1/2 ±√2/4), (1 ±√2 2 ±2√2), (0 0 0 1).
 */
export function spreadRows(
  picture: usize,
  row: i32,
  height: i32,
  width: i32,
  first: i32,
  columns: i32,
  zeros: usize,
  to: usize,
  pitch: usize,
): void {
  const rowBytes = (<usize>width) << 2;
  const p0 = picture + <usize>row * rowBytes;
  const p1 = row + 1 < height ? p0 + rowBytes : zeros;
  const p2 = row + 2 < height ? p0 + 2 * rowBytes : zeros;
  const p3 = row + 3 < height ? p0 + 3 * rowBytes : zeros;
  clearBeside(first, columns, width, to, pitch);
  const end = min<usize>(rowBytes, (<usize>(first + columns)) << 2);
  let x = (<usize>first) << 2;
  to -= x;
  const eights = <i32>((end - x) >> 5);
  spreadRuns(p0 + x, p1 + x, p2 + x, p3 + x, 32, eights, to + x, 32, pitch);
  for (x += (<usize>eights) << 5; x < end; x += 16) {
    // The last four overlap those before.
    if (x + 16 > end) x = end - 16;
    spreadFour(p0 + x, p1 + x, p2 + x, p3 + x, to + x, pitch);
  }
}

/** A along the rows of patches of 16 channels that `spreadRows` has spread down, as `transformColumns` takes them. */
export function spreadColumns(
  from: usize,
  lanePitch: usize,
  columns: i32,
  turned: usize,
  patches: i32,
  halves: i32,
  to: usize,
  patchPitch: usize,
  toPitch: usize,
): void {
  interleave(from, lanePitch, columns, halves, turned);
  for (let half = 0; half < halves; half++, turned += 32, to += 32) {
    spreadRuns(turned, turned + 64, turned + 128, turned + 192, 256, patches, to, patchPitch, toPitch);
  }
}

/**
 * A times four times eight numbers: to six times eight, `pitch` bytes apart; `count` times, `step` bytes on, the results
 * `toStep` bytes on.
 */
function spreadRuns(
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  step: usize,
  count: i32,
  to: usize,
  toStep: usize,
  pitch: usize,
): void {
  // From memory, as in `transformRuns`.
  const half = v128.load32_splat(constant.HALF);
  const two = v128.load32_splat(constant.TWO);
  const halfRoot = v128.load32_splat(constant.HALF_ROOT);
  const root = v128.load32_splat(constant.ROOT);
  for (; count > 0; count--) {
    const d0A = v128.load(p0);
    const d0B = v128.load(p0, 16);
    const d1A = v128.load(p1);
    const d1B = v128.load(p1, 16);
    const d2A = v128.load(p2);
    const d2B = v128.load(p2, 16);
    const d3A = v128.load(p3);
    const d3B = v128.load(p3, 16);
    const nearA = madd(half, d2A, d0A);
    const nearB = madd(half, d2B, d0B);
    const farA = madd(two, d2A, d0A);
    const farB = madd(two, d2B, d0B);
    const nearOddA = madd(half, d3A, d1A);
    const nearOddB = madd(half, d3B, d1B);
    const farOddA = madd(two, d3A, d1A);
    const farOddB = madd(two, d3B, d1B);
    const t1 = to + pitch;
    const t2 = t1 + pitch;
    const t3 = t2 + pitch;
    const t4 = t3 + pitch;
    const t5 = t4 + pitch;
    v128.store(to, d0A);
    v128.store(to, d0B, 16);
    v128.store(t1, madd(halfRoot, nearOddA, nearA));
    v128.store(t1, madd(halfRoot, nearOddB, nearB), 16);
    v128.store(t2, nmadd(halfRoot, nearOddA, nearA));
    v128.store(t2, nmadd(halfRoot, nearOddB, nearB), 16);
    v128.store(t3, madd(root, farOddA, farA));
    v128.store(t3, madd(root, farOddB, farB), 16);
    v128.store(t4, nmadd(root, farOddA, farA));
    v128.store(t4, nmadd(root, farOddB, farB), 16);
    v128.store(t5, d3A);
    v128.store(t5, d3B, 16);
    p0 += step;
    p1 += step;
    p2 += step;
    p3 += step;
    to += toStep;
  }
}

/** The same operations on four numbers. */
function spreadFour(p0: usize, p1: usize, p2: usize, p3: usize, to: usize, pitch: usize): void {
  const half = v128.load32_splat(constant.HALF);
  const two = v128.load32_splat(constant.TWO);
  const halfRoot = v128.load32_splat(constant.HALF_ROOT);
  const root = v128.load32_splat(constant.ROOT);
  const d0 = v128.load(p0);
  const d1 = v128.load(p1);
  const d2 = v128.load(p2);
  const d3 = v128.load(p3);
  const near = madd(half, d2, d0);
  const far = madd(two, d2, d0);
  const nearOdd = madd(half, d3, d1);
  const farOdd = madd(two, d3, d1);
  v128.store(to, d0);
  v128.store(to + pitch, madd(halfRoot, nearOdd, near));
  v128.store(to + 2 * pitch, nmadd(halfRoot, nearOdd, near));
  v128.store(to + 3 * pitch, madd(root, farOdd, far));
  v128.store(to + 4 * pitch, nmadd(root, farOdd, far));
  v128.store(to + 5 * pitch, d3);
}

import { madd, nmadd } from './vector';
import * as constant from './winogradConstants';
import { clearBeside, interleave } from './winogradCopy';

/**
 * Bᵀ down six rows of a picture, `row` on, for neighbouring patches at once: six rows of `columns`, a multiple of 4,
 * from `first` on go to rows `pitch` bytes apart. What lies outside the picture is 0; rows there are read from `zeros`.
 * The picture is at least 4 wide; up to four numbers before each row may be overwritten. Bᵀ is
 * (1 0 -5/2 0 1 0), (0 ∓√2 -2 ±√2/2 1 0), (0 ∓√2/2 -1/2 ±√2 1 0), (0 1 0 -5/2 0 1).
 */
export function transformRows(
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
  const p0 = rowAt(picture, row, height, width, zeros);
  const p1 = rowAt(picture, row + 1, height, width, zeros);
  const p2 = rowAt(picture, row + 2, height, width, zeros);
  const p3 = rowAt(picture, row + 3, height, width, zeros);
  const p4 = rowAt(picture, row + 4, height, width, zeros);
  const p5 = rowAt(picture, row + 5, height, width, zeros);
  clearBeside(first, columns, width, to, pitch);
  const end = (<usize>min<i32>(width, first + columns)) << 2;
  let x = (<usize>max<i32>(0, first)) << 2;
  to -= (<usize>first) << 2;
  const eights = <i32>((end - x) >> 5);
  transformRuns(p0 + x, p1 + x, p2 + x, p3 + x, p4 + x, p5 + x, 32, eights, to + x, 32, pitch);
  for (x += (<usize>eights) << 5; x < end; x += 16) {
    // The last four overlap those before.
    if (x + 16 > end) x = end - 16;
    transformFour(p0 + x, p1 + x, p2 + x, p3 + x, p4 + x, p5 + x, to + x, pitch);
  }
}

function rowAt(picture: usize, row: i32, height: i32, width: i32, zeros: usize): usize {
  return <u32>row < <u32>height ? picture + ((<usize>(row * width)) << 2) : zeros;
}

/**
 * B along the rows of patches of 16 channels, which `transformRows` has transformed down: channel k's row lies
 * k * `lanePitch` bytes from `from`, `columns` long, a multiple of 4. `turned` has room for them as [column][16].
 * Writes the six numbers of each of `patches` patches, `patchPitch` bytes apart, the six `toPitch` bytes apart, 16
 * channels a number; or only 8 where `halves` is 1.
 */
export function transformColumns(
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
    transformRuns(
      turned,
      turned + 64,
      turned + 128,
      turned + 192,
      turned + 256,
      turned + 320,
      256,
      patches,
      to,
      patchPitch,
      toPitch,
    );
  }
}

/**
 * Bᵀ times six times eight numbers: to six times eight, `pitch` bytes apart; `count` times, `step` bytes on, the results
 * `toStep` bytes on.
 */
function transformRuns(
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  p4: usize,
  p5: usize,
  step: usize,
  count: i32,
  to: usize,
  toStep: usize,
  pitch: usize,
): void {
  // Constants come from memory and stay in registers: those of the code are made anew at each use.
  const half = v128.load32_splat(constant.HALF);
  const two = v128.load32_splat(constant.TWO);
  const middle = v128.load32_splat(constant.FIVE_HALVES);
  const halfRoot = v128.load32_splat(constant.HALF_ROOT);
  const root = v128.load32_splat(constant.ROOT);
  for (; count > 0; count--) {
    // All is read before anything is written: else the two halves are not joined.
    const d0A = v128.load(p0);
    const d0B = v128.load(p0, 16);
    const d1A = v128.load(p1);
    const d1B = v128.load(p1, 16);
    const d2A = v128.load(p2);
    const d2B = v128.load(p2, 16);
    const d3A = v128.load(p3);
    const d3B = v128.load(p3, 16);
    const d4A = v128.load(p4);
    const d4B = v128.load(p4, 16);
    const d5A = v128.load(p5);
    const d5B = v128.load(p5, 16);
    const nearA = nmadd(two, d2A, d4A);
    const nearB = nmadd(two, d2B, d4B);
    const farA = nmadd(half, d2A, d4A);
    const farB = nmadd(half, d2B, d4B);
    const nearOddA = nmadd(two, d1A, d3A);
    const nearOddB = nmadd(two, d1B, d3B);
    const farOddA = nmadd(half, d1A, d3A);
    const farOddB = nmadd(half, d1B, d3B);
    const t1 = to + pitch;
    const t2 = t1 + pitch;
    const t3 = t2 + pitch;
    const t4 = t3 + pitch;
    const t5 = t4 + pitch;
    v128.store(to, nmadd(middle, d2A, f32x4.add(d0A, d4A)));
    v128.store(to, nmadd(middle, d2B, f32x4.add(d0B, d4B)), 16);
    v128.store(t1, madd(halfRoot, nearOddA, nearA));
    v128.store(t1, madd(halfRoot, nearOddB, nearB), 16);
    v128.store(t2, nmadd(halfRoot, nearOddA, nearA));
    v128.store(t2, nmadd(halfRoot, nearOddB, nearB), 16);
    v128.store(t3, madd(root, farOddA, farA));
    v128.store(t3, madd(root, farOddB, farB), 16);
    v128.store(t4, nmadd(root, farOddA, farA));
    v128.store(t4, nmadd(root, farOddB, farB), 16);
    v128.store(t5, nmadd(middle, d3A, f32x4.add(d1A, d5A)));
    v128.store(t5, nmadd(middle, d3B, f32x4.add(d1B, d5B)), 16);
    p0 += step;
    p1 += step;
    p2 += step;
    p3 += step;
    p4 += step;
    p5 += step;
    to += toStep;
  }
}

/** The same operations on four numbers. */
function transformFour(
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  p4: usize,
  p5: usize,
  to: usize,
  pitch: usize,
): void {
  const half = v128.load32_splat(constant.HALF);
  const two = v128.load32_splat(constant.TWO);
  const middle = v128.load32_splat(constant.FIVE_HALVES);
  const halfRoot = v128.load32_splat(constant.HALF_ROOT);
  const root = v128.load32_splat(constant.ROOT);
  const d1 = v128.load(p1);
  const d2 = v128.load(p2);
  const d3 = v128.load(p3);
  const d4 = v128.load(p4);
  const near = nmadd(two, d2, d4);
  const far = nmadd(half, d2, d4);
  const nearOdd = nmadd(two, d1, d3);
  const farOdd = nmadd(half, d1, d3);
  v128.store(to, nmadd(middle, d2, f32x4.add(v128.load(p0), d4)));
  v128.store(to + pitch, madd(halfRoot, nearOdd, near));
  v128.store(to + 2 * pitch, nmadd(halfRoot, nearOdd, near));
  v128.store(to + 3 * pitch, madd(root, farOdd, far));
  v128.store(to + 4 * pitch, nmadd(root, farOdd, far));
  v128.store(to + 5 * pitch, nmadd(middle, d3, f32x4.add(d1, v128.load(p5))));
}

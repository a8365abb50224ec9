import { madd, nmadd } from './vector';
import * as constant from './winogradConstants';
import { addEvenAndOdd } from './winogradPairs';

/*
 * Bᵀ, which turns the six rows, then the six columns of a patch: (1 0 -5/2 0 1 0), (0 ∓√2 -2 ±√2/2 1 0),
 * (0 ∓√2/2 -1/2 ±√2 1 0), (0 1 0 -5/2 0 1).
 */

/**
 * Bᵀ times six times eight numbers: to six times eight, `pitch` bytes apart; `count` times, `step` bytes on, the results
 * `toStep` bytes on.
 */
export function transformSix(
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
    v128.store(to, nmadd(middle, d2B, f32x4.add(d0B, d4B)), 16);
    v128.store(to, nmadd(middle, d2A, f32x4.add(d0A, d4A)));
    v128.store(t1, madd(halfRoot, nearOddB, nearB), 16);
    v128.store(t1, madd(halfRoot, nearOddA, nearA));
    v128.store(t2, nmadd(halfRoot, nearOddB, nearB), 16);
    v128.store(t2, nmadd(halfRoot, nearOddA, nearA));
    v128.store(t3, madd(root, farOddB, farB), 16);
    v128.store(t3, madd(root, farOddA, farA));
    v128.store(t4, nmadd(root, farOddB, farB), 16);
    v128.store(t4, nmadd(root, farOddA, farA));
    v128.store(t5, nmadd(middle, d3B, f32x4.add(d1B, d5B)), 16);
    v128.store(t5, nmadd(middle, d3A, f32x4.add(d1A, d5A)));
    p0 += step;
    p1 += step;
    p2 += step;
    p3 += step;
    p4 += step;
    p5 += step;
    to += toStep;
  }
}

/** Two of the six that `transformSix` writes: 0 is the first and the last, 1 the second and third, 2 those after. */
export function transformPair(
  pair: i32,
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
  if (pair === 0) {
    transformOuter(p0, p2, p4, step, count, to, toStep);
    transformOuter(p1, p3, p5, step, count, to + pitch, toStep);
  } else {
    // d4 - 2 d2 ± √2/2 (d3 - 2 d1), or d4 - d2/2 ± √2 (d3 - d1/2).
    const scale = load<f32>(pair === 1 ? constant.TWO : constant.HALF);
    const odd = load<f32>(pair === 1 ? constant.HALF_ROOT : constant.ROOT);
    addEvenAndOdd(-scale, odd, p4, p2, p3, p1, step, count, to, toStep, pitch);
  }
}

/** d0 - 5/2 d2 + d4. */
function transformOuter(
  p0: usize,
  p2: usize,
  p4: usize,
  step: usize,
  count: i32,
  to: usize,
  toStep: usize,
): void {
  const middle = v128.load32_splat(constant.FIVE_HALVES);
  for (; count > 0; count--) {
    const d0A = v128.load(p0);
    const d0B = v128.load(p0, 16);
    const d2A = v128.load(p2);
    const d2B = v128.load(p2, 16);
    const d4A = v128.load(p4);
    const d4B = v128.load(p4, 16);
    v128.store(to, nmadd(middle, d2B, f32x4.add(d0B, d4B)), 16);
    v128.store(to, nmadd(middle, d2A, f32x4.add(d0A, d4A)));
    p0 += step;
    p2 += step;
    p4 += step;
    to += toStep;
  }
}

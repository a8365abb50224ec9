import { madd, nmadd } from './vector';
import * as constant from './winogradConstants';
import { addEvenAndOdd } from './winogradPairs';

/*
 * A, which spreads the four rows, then the four columns of results: (1 0 0 0), (1 ±√2/2 1/2 ±√2/4), (1 ±√2 2 ±2√2),
 * (0 0 0 1).
 */

/**
 * A times four times eight numbers: to six times eight, `pitch` bytes apart; `count` times, `step` bytes on, the results
 * `toStep` bytes on.
 */
export function spreadSix(
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
  // From memory, as in `transformSix`.
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
    v128.store(to, d0B, 16);
    v128.store(to, d0A);
    v128.store(t1, madd(halfRoot, nearOddB, nearB), 16);
    v128.store(t1, madd(halfRoot, nearOddA, nearA));
    v128.store(t2, nmadd(halfRoot, nearOddB, nearB), 16);
    v128.store(t2, nmadd(halfRoot, nearOddA, nearA));
    v128.store(t3, madd(root, farOddB, farB), 16);
    v128.store(t3, madd(root, farOddA, farA));
    v128.store(t4, nmadd(root, farOddB, farB), 16);
    v128.store(t4, nmadd(root, farOddA, farA));
    v128.store(t5, d3B, 16);
    v128.store(t5, d3A);
    p0 += step;
    p1 += step;
    p2 += step;
    p3 += step;
    to += toStep;
  }
}

/** Two of the six that `spreadSix` writes, as `transformPair` names them. */
export function spreadPair(
  pair: i32,
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
  if (pair === 0) {
    copyRuns(p0, step, count, to, toStep);
    copyRuns(p3, step, count, to + pitch, toStep);
  } else {
    // d0 + d2/2 ± √2/2 (d1 + d3/2), or d0 + 2 d2 ± √2 (d1 + 2 d3).
    const scale = load<f32>(pair === 1 ? constant.HALF : constant.TWO);
    const odd = load<f32>(pair === 1 ? constant.HALF_ROOT : constant.ROOT);
    addEvenAndOdd(scale, odd, p0, p2, p1, p3, step, count, to, toStep, pitch);
  }
}

function copyRuns(from: usize, step: usize, count: i32, to: usize, toStep: usize): void {
  for (; count > 0; count--) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    v128.store(to, b, 16);
    v128.store(to, a);
    from += step;
    to += toStep;
  }
}

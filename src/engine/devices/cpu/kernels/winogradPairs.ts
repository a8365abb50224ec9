import { madd, nmadd } from './vector';

/**
 * (e + scale * e2) ± odd * (o + scale * o2) of eight numbers each: two lines of a patch, `pitch` bytes apart; `count`
 * times, `step` bytes on, the results `toStep` bytes on.
 */
export function addEvenAndOdd(
  scale: f32,
  odd: f32,
  e: usize,
  e2: usize,
  o: usize,
  o2: usize,
  step: usize,
  count: i32,
  to: usize,
  toStep: usize,
  pitch: usize,
): void {
  const scales = f32x4.splat(scale);
  const odds = f32x4.splat(odd);
  for (; count > 0; count--) {
    const eA = v128.load(e);
    const eB = v128.load(e, 16);
    const e2A = v128.load(e2);
    const e2B = v128.load(e2, 16);
    const oA = v128.load(o);
    const oB = v128.load(o, 16);
    const o2A = v128.load(o2);
    const o2B = v128.load(o2, 16);
    const evenA = madd(scales, e2A, eA);
    const evenB = madd(scales, e2B, eB);
    const oddA = madd(scales, o2A, oA);
    const oddB = madd(scales, o2B, oB);
    const t1 = to + pitch;
    v128.store(to, madd(odds, oddB, evenB), 16);
    v128.store(to, madd(odds, oddA, evenA));
    v128.store(t1, nmadd(odds, oddB, evenB), 16);
    v128.store(t1, nmadd(odds, oddA, evenA));
    e += step;
    e2 += step;
    o += step;
    o2 += step;
    to += toStep;
  }
}

import { storeLargest } from './maxPooling';
import { RECTIFY } from './micro';
import { madd, rectify } from './vector';

/**
 * The largest y = (x - mean) * factor + shift of each window of 2x2 and, unless `indices` is 0, where it lies, over all
 * planes of a channel: every `channels`-th of `count` planes from `first` on. The operations are those of `normalise`
 * and `maxPooling` one after the other; y itself is never in memory.
 */
export function normaliseHalves(
  x: usize,
  y: usize,
  indices: usize,
  count: i32,
  channels: i32,
  first: i32,
  plane: i32,
  width: i32,
  mean: f32,
  factor: f32,
  shift: f32,
  finish: i32,
): void {
  const means = f32x4.splat(mean);
  const factors = f32x4.splat(factor);
  const shifts = f32x4.splat(shift);
  const outWidth = width >> 1;
  const windows = ((plane / width) >> 1) * outWidth;
  for (let index = first; index < count; index += channels) {
    const from = x + ((<usize>(index * plane)) << 2);
    let to = (<usize>(index * windows)) << 2;
    for (let start = 0; start + 2 * width <= plane; start += 2 * width, to += (<usize>outWidth) << 2) {
      for (let next = 0; next < outWidth; next += 4) {
        const j = min<i32>(next, outWidth - 4);
        const at = from + ((<usize>(start + 2 * j)) << 2);
        const below = at + ((<usize>width) << 2);
        let a0 = madd(f32x4.sub(v128.load(at), means), factors, shifts);
        let a1 = madd(f32x4.sub(v128.load(at, 16), means), factors, shifts);
        let b0 = madd(f32x4.sub(v128.load(below), means), factors, shifts);
        let b1 = madd(f32x4.sub(v128.load(below, 16), means), factors, shifts);
        if (finish & RECTIFY) {
          a0 = rectify(a0);
          a1 = rectify(a1);
          b0 = rectify(b0);
          b1 = rectify(b1);
        }
        const place = to + ((<usize>j) << 2);
        storeLargest(a0, a1, b0, b1, start + 2 * j, width, y + place, indices ? indices + place : 0);
      }
    }
  }
}

import { address, integer } from './record';
import { madd } from './vector';
import { inLanes } from './winogradCopy';

/** Factors of G, to float32. */
const NEAR: f32 = -0.6666666666666666;
const NEAR_ODD: f32 = -0.47140452079103173;
const FAR: f32 = 0.16666666666666666;
const FAR_ODD: f32 = 0.23570226039551587;

/** Turns the sums of `multiplyWinogradGradient` to taps, Gᵀ M G, in Torch's order; a tile one input channel. */
export function gatherWinogradTaps(record: usize, tile: i32, scratch: usize): void {
  const sums = address(record, 0);
  const gradient = address(record, 1);
  const channels = integer(record, 2);
  const outputs = integer(record, 3);
  const outputsPadded = inLanes(outputs);
  const plane = (<usize>(((channels + 3) & ~3) * outputsPadded)) << 2;
  const half = scratch;
  const taps = half + 18 * 16;
  for (let output = 0; output < outputs; output += 4) {
    const from = sums + ((<usize>(tile * outputsPadded + output)) << 2);
    for (let column: usize = 0; column < 6; column++)
      gather(from + column * plane, 6 * plane, half + column * 16, 96);
    for (let row: usize = 0; row < 3; row++) gather(half + row * 96, 16, taps + row * 48, 16);
    const lanes = min<i32>(4, outputs - output);
    for (let lane = 0; lane < lanes; lane++) {
      const to = gradient + ((<usize>(((output + lane) * channels + tile) * 9)) << 2);
      for (let tap: usize = 0; tap < 9; tap++) {
        store<f32>(to + (tap << 2), load<f32>(taps + (tap << 4) + ((<usize>lane) << 2)));
      }
    }
  }
}

/** Gᵀ times a column of six, `pitch` bytes apart, to three. */
function gather(from: usize, pitch: usize, to: usize, toPitch: usize): void {
  const m1 = v128.load(from + pitch);
  const m2 = v128.load(from + 2 * pitch);
  const m3 = v128.load(from + 3 * pitch);
  const m4 = v128.load(from + 4 * pitch);
  const near = f32x4.add(m1, m2);
  const nearOdd = f32x4.sub(m1, m2);
  const far = f32x4.add(m3, m4);
  const farOdd = f32x4.sub(m3, m4);
  const first = madd(f32x4.splat(NEAR), near, v128.load(from));
  const last = madd(f32x4.splat(<f32>(0.5 * NEAR)), near, v128.load(from + 5 * pitch));
  v128.store(to, madd(f32x4.splat(FAR), far, first));
  v128.store(to + toPitch, madd(f32x4.splat(NEAR_ODD), nearOdd, f32x4.mul(f32x4.splat(FAR_ODD), farOdd)));
  v128.store(to + 2 * toPitch, madd(f32x4.splat(<f32>(2 * FAR)), far, last));
}

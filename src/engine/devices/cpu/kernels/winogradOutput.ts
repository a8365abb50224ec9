import { RECTIFY } from './micro';
import { madd, rectify } from './vector';
import * as constant from './winogradConstants';

/**
 * y = Aᵀ m A of one patch of up to 16 channels: 36 times 16 numbers, `pitch` bytes apart, become results of 4 x 4 with
 * 16 numbers from `bias` on added, of which the first `channels`, `plane` bytes apart, and the first `rows` and
 * `columns` are written to `output`, rows of `outWidth`. Aᵀ is (1 1 1 1 1 0), (0 ±√2/2 ±√2 0), (0 1/2 1/2 2 2 0),
 * (0 ±√2/4 ±2√2 1).
 */
export function finishPatch(
  from: usize,
  pitch: usize,
  bias: usize,
  mode: i32,
  output: usize,
  plane: usize,
  channels: i32,
  outWidth: i32,
  rows: i32,
  columns: i32,
  scratch: usize,
): void {
  const half = scratch;
  const result = scratch + 24 * 64;
  for (let lane: usize = 0; lane < 64; lane += 32) {
    gatherRuns(from + lane, 6 * pitch, pitch, 6, half + lane, 64, 384);
    gatherRuns(half + lane, 64, 384, rows, result + lane, 256, 64);
  }
  for (let channel = 0; channel < channels; channel += 4) {
    const to = output + <usize>channel * plane;
    const at = result + ((<usize>channel) << 2);
    const first = bias + ((<usize>channel) << 2);
    const present = min<i32>(4, channels - channel);
    if (columns === 4 && present === 4) writeFour(at, first, mode, rows, to, plane, (<usize>outWidth) << 2);
    else writeEdge(at, first, mode, rows, columns, present, to, plane, (<usize>outWidth) << 2);
  }
}

/** Rows of four columns of four channels, [row][column][16], with their biases added, to the channels' planes. */
function writeFour(
  from: usize,
  bias: usize,
  mode: i32,
  rows: i32,
  to: usize,
  plane: usize,
  pitch: usize,
): void {
  const t1 = to + plane;
  const t2 = t1 + plane;
  const t3 = t2 + plane;
  const start = v128.load(bias);
  const end = <usize>rows * pitch;
  for (let y: usize = 0; y < end; y += pitch, from += 256) {
    let r0 = f32x4.add(start, v128.load(from));
    let r1 = f32x4.add(start, v128.load(from, 64));
    let r2 = f32x4.add(start, v128.load(from, 128));
    let r3 = f32x4.add(start, v128.load(from, 192));
    if (mode & RECTIFY) {
      r0 = rectify(r0);
      r1 = rectify(r1);
      r2 = rectify(r2);
      r3 = rectify(r3);
    }
    const low = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
    const lower = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
    const high = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
    const higher = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
    v128.store(to + y, v128.shuffle<f64>(low, lower, 0, 2));
    v128.store(t1 + y, v128.shuffle<f64>(low, lower, 1, 3));
    v128.store(t2 + y, v128.shuffle<f64>(high, higher, 0, 2));
    v128.store(t3 + y, v128.shuffle<f64>(high, higher, 1, 3));
  }
}

/** The same where the picture or the channels end. */
function writeEdge(
  from: usize,
  bias: usize,
  mode: i32,
  rows: i32,
  columns: i32,
  channels: i32,
  to: usize,
  plane: usize,
  pitch: usize,
): void {
  for (let row = 0; row < rows; row++, from += 256, to += pitch) {
    for (let column = 0; column < columns; column++) {
      const at = from + ((<usize>column) << 6);
      for (let channel = 0; channel < channels; channel++) {
        const word = (<usize>channel) << 2;
        let value = load<f32>(bias + word) + load<f32>(at + word);
        if (mode & RECTIFY) value = value > 0 ? value : 0;
        store<f32>(to + <usize>channel * plane + ((<usize>column) << 2), value);
      }
    }
  }
}

/**
 * Aᵀ times six times eight numbers, `pitch` bytes apart, to four, `toPitch` bytes apart; `count` times, `step` bytes on,
 * the results `toStep` bytes on.
 */
function gatherRuns(
  from: usize,
  pitch: usize,
  step: usize,
  count: i32,
  to: usize,
  toStep: usize,
  toPitch: usize,
): void {
  // From memory, as in `transformRuns`.
  const half = v128.load32_splat(constant.HALF);
  const two = v128.load32_splat(constant.TWO);
  const halfRoot = v128.load32_splat(constant.HALF_ROOT);
  const root = v128.load32_splat(constant.ROOT);
  const halfRootCubed = v128.load32_splat(constant.HALF_ROOT_CUBED);
  const rootCubed = v128.load32_splat(constant.ROOT_CUBED);
  for (; count > 0; count--) {
    const f1 = from + pitch;
    const f2 = f1 + pitch;
    const f3 = f2 + pitch;
    const f4 = f3 + pitch;
    const f5 = f4 + pitch;
    const m0A = v128.load(from);
    const m0B = v128.load(from, 16);
    const m1A = v128.load(f1);
    const m1B = v128.load(f1, 16);
    const m2A = v128.load(f2);
    const m2B = v128.load(f2, 16);
    const m3A = v128.load(f3);
    const m3B = v128.load(f3, 16);
    const m4A = v128.load(f4);
    const m4B = v128.load(f4, 16);
    const m5A = v128.load(f5);
    const m5B = v128.load(f5, 16);
    const nearA = f32x4.add(m1A, m2A);
    const nearB = f32x4.add(m1B, m2B);
    const nearOddA = f32x4.sub(m1A, m2A);
    const nearOddB = f32x4.sub(m1B, m2B);
    const farA = f32x4.add(m3A, m4A);
    const farB = f32x4.add(m3B, m4B);
    const farOddA = f32x4.sub(m3A, m4A);
    const farOddB = f32x4.sub(m3B, m4B);
    const t1 = to + toPitch;
    const t2 = t1 + toPitch;
    const t3 = t2 + toPitch;
    v128.store(to, f32x4.add(m0B, f32x4.add(nearB, farB)), 16);
    v128.store(to, f32x4.add(m0A, f32x4.add(nearA, farA)));
    v128.store(t1, madd(root, farOddB, f32x4.mul(halfRoot, nearOddB)), 16);
    v128.store(t1, madd(root, farOddA, f32x4.mul(halfRoot, nearOddA)));
    v128.store(t2, madd(two, farB, f32x4.mul(half, nearB)), 16);
    v128.store(t2, madd(two, farA, f32x4.mul(half, nearA)));
    v128.store(t3, madd(rootCubed, farOddB, madd(halfRootCubed, nearOddB, m5B)), 16);
    v128.store(t3, madd(rootCubed, farOddA, madd(halfRootCubed, nearOddA, m5A)));
    from += step;
    to += toStep;
  }
}

import { RECTIFY } from './micro';
import { madd, rectify } from './vector';
import { HALF_ROOT, HALF_ROOT_CUBED, ROOT, ROOT_CUBED } from './winogradPoints';

/**
 * y = Aᵀ m A of eight patches, one a lane: 36 times eight numbers, `pitch` bytes apart, become results of 4 x 4, with
 * `bias` added, and written where `patches` says, as `winograd` lays them out; what lies beyond the picture is left
 * out. Aᵀ is (1 1 1 1 1 0), (0 ±√2/2 ±√2 0), (0 1/2 1/2 2 2 0), (0 ±√2/4 ±2√2 1).
 */
export function finishPatches(
  from: usize,
  pitch: usize,
  bias: f32,
  mode: i32,
  output: usize,
  outWidth: i32,
  patches: usize,
  scratch: usize,
): void {
  const half = scratch;
  const result = scratch + 768;
  for (let column: usize = 0; column < 6; column++) {
    gather(from + column * pitch, 6 * pitch, half + (column << 5), 192);
  }
  for (let row: usize = 0; row < 4; row++) gather(half + row * 192, 32, result + (row << 7), 32);
  const start = f32x4.splat(bias);
  for (let at = result; at < result + 512; at += 128) {
    finish(at, start, mode);
    finish(at + 16, start, mode);
  }
  for (let patch: usize = 0; patch < 8; patch++, patches += 16) {
    const rows = load<i32>(patches, 8);
    const columns = load<i32>(patches, 12);
    // Patch 4 i + j lies in row j of the i-th four.
    let at = result + ((patch & 3) << 5) + ((patch >> 2) << 4);
    let to = output + <usize>load<u32>(patches, 4);
    for (let row = 0; row < rows; row++, at += 128, to += (<usize>outWidth) << 2) {
      if (columns === 4) v128.store(to, v128.load(at));
      else {
        for (let column = 0; column < columns; column++) {
          store<f32>(to + ((<usize>column) << 2), load<f32>(at + ((<usize>column) << 2)));
        }
      }
    }
  }
}

/** Adds the bias to four columns of four patches, 32 bytes apart, and turns them to four patches of four columns. */
function finish(at: usize, bias: v128, mode: i32): void {
  let r0 = f32x4.add(bias, v128.load(at));
  let r1 = f32x4.add(bias, v128.load(at, 32));
  let r2 = f32x4.add(bias, v128.load(at, 64));
  let r3 = f32x4.add(bias, v128.load(at, 96));
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
  v128.store(at, v128.shuffle<f64>(low, lower, 0, 2));
  v128.store(at, v128.shuffle<f64>(low, lower, 1, 3), 32);
  v128.store(at, v128.shuffle<f64>(high, higher, 0, 2), 64);
  v128.store(at, v128.shuffle<f64>(high, higher, 1, 3), 96);
}

/** Aᵀ times a column of six times eight numbers, `pitch` bytes apart, to four. */
function gather(from: usize, pitch: usize, to: usize, toPitch: usize): void {
  const f1 = from + pitch;
  const f2 = f1 + pitch;
  const f3 = f2 + pitch;
  const f4 = f3 + pitch;
  const f5 = f4 + pitch;
  const m0A = v128.load(from);
  const m1A = v128.load(f1);
  const m2A = v128.load(f2);
  const m3A = v128.load(f3);
  const m4A = v128.load(f4);
  const m5A = v128.load(f5);
  const nearA = f32x4.add(m1A, m2A);
  const nearOddA = f32x4.sub(m1A, m2A);
  const farA = f32x4.add(m3A, m4A);
  const farOddA = f32x4.sub(m3A, m4A);
  const y0A = f32x4.add(m0A, f32x4.add(nearA, farA));
  const y1A = madd(f32x4.splat(ROOT), farOddA, f32x4.mul(f32x4.splat(HALF_ROOT), nearOddA));
  const y2A = madd(f32x4.splat(2), farA, f32x4.mul(f32x4.splat(0.5), nearA));
  const oddA = madd(f32x4.splat(HALF_ROOT_CUBED), nearOddA, m5A);
  const y3A = madd(f32x4.splat(ROOT_CUBED), farOddA, oddA);
  const m0B = v128.load(from, 16);
  const m1B = v128.load(f1, 16);
  const m2B = v128.load(f2, 16);
  const m3B = v128.load(f3, 16);
  const m4B = v128.load(f4, 16);
  const m5B = v128.load(f5, 16);
  const nearB = f32x4.add(m1B, m2B);
  const nearOddB = f32x4.sub(m1B, m2B);
  const farB = f32x4.add(m3B, m4B);
  const farOddB = f32x4.sub(m3B, m4B);
  const y0B = f32x4.add(m0B, f32x4.add(nearB, farB));
  const y1B = madd(f32x4.splat(ROOT), farOddB, f32x4.mul(f32x4.splat(HALF_ROOT), nearOddB));
  const y2B = madd(f32x4.splat(2), farB, f32x4.mul(f32x4.splat(0.5), nearB));
  const oddB = madd(f32x4.splat(HALF_ROOT_CUBED), nearOddB, m5B);
  const y3B = madd(f32x4.splat(ROOT_CUBED), farOddB, oddB);
  const t1 = to + toPitch;
  const t2 = t1 + toPitch;
  const t3 = t2 + toPitch;
  v128.store(to, y0A);
  v128.store(to, y0B, 16);
  v128.store(t1, y1A);
  v128.store(t1, y1B, 16);
  v128.store(t2, y2A);
  v128.store(t2, y2B, 16);
  v128.store(t3, y3A);
  v128.store(t3, y3B, 16);
}

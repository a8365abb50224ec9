import { WINOGRAD_LANES, WINOGRAD_SKEW } from './layout';
import { transpose } from './pack';
import { address, integer } from './record';
import { madd, nmadd } from './vector';
import * as constant from './winogradConstants';
import { inLanes } from './winogradRows';

/**
 * Turns the 3x3 filters of a convolution to U = G g Gᵀ for `winograd`, a tile 16 outputs of it and `group` channels:
 * packed[36 positions][TILE outputs][channel][TILE], outputs padded to 16 and 0 where they are not there. The points are
 * 0, ±√2/2, ±√2 and infinity: G = (1 0 0), -2/3 (1 ±√2/2 1/2), 1/6 (1 ±√2 2), (0 0 1). `rowPitch`, `channelPitch` and
 * `flip` are as in `packFilters`.
 */
export function packWinograd(record: usize, tile: i32, scratch: usize): void {
  const weights = address(record, 0);
  const packed = address(record, 1);
  const rows = integer(record, 2);
  const channels = integer(record, 3);
  const rowPitch = integer(record, 4);
  const channelPitch = integer(record, 5);
  const flip = integer(record, 6);
  const group = integer(record, 7);
  const positionPitch = ((<usize>(inLanes(rows) * channels)) << 2) + WINOGRAD_SKEW;
  const groups = (channels + group - 1) / group;
  const firstRow = (tile / groups) * WINOGRAD_LANES;
  const firstChannel = (tile % groups) * group;
  const end = min<i32>(channels, firstChannel + group);
  const taps = scratch;
  const half = taps + 9 * 64;
  for (let channel = firstChannel; channel < end; channel++) {
    const filters = weights + ((<usize>(firstRow * rowPitch + channel * channelPitch)) << 2);
    for (let lane = 0; lane < WINOGRAD_LANES; lane += 4) {
      const at = filters + ((<usize>(lane * rowPitch)) << 2);
      turnFour(at, (<usize>rowPitch) << 2, rows - firstRow - lane, flip, taps + ((<usize>lane) << 2));
    }
    for (let lane = 0; lane < WINOGRAD_LANES; lane += 8) {
      const row = firstRow + lane;
      const panel = row & -TILE;
      const to = packed + ((<usize>(panel * channels + channel * TILE + row - panel)) << 2);
      const from = taps + ((<usize>lane) << 2);
      spread(from, 192, 64, 3, half, 192, 32);
      spread(half, 32, 192, 6, to, positionPitch, 6 * positionPitch);
    }
  }
}

/** Four filters of nine taps, `pitch` bytes apart, of which `present` are there, as [tap][16]; backwards where `flip`. */
function turnFour(from: usize, pitch: usize, present: i32, flip: i32, to: usize): void {
  if (flip) to += 8 * 64;
  const step: usize = flip ? <usize>-64 : 64;
  if (present >= 4) {
    transpose(from, pitch, to, step);
    transpose(from + 16, pitch, to + 4 * step, step);
  }
  for (let tap: usize = present >= 4 ? 8 : 0; tap < 9; tap++) {
    for (let lane = 0; lane < 4; lane++) {
      const value: f32 = lane < present ? load<f32>(from + <usize>lane * pitch + (tap << 2)) : 0;
      store<f32>(to + tap * step + ((<usize>lane) << 2), value);
    }
  }
}

/**
 * G times three times eight numbers, `pitch` bytes apart, to six, `toPitch` bytes apart; `count` times, `step` bytes
 * on, the results `toStep` bytes on.
 */
function spread(
  from: usize,
  pitch: usize,
  step: usize,
  count: i32,
  to: usize,
  toPitch: usize,
  toStep: usize,
): void {
  const half = v128.load32_splat(constant.HALF);
  const two = v128.load32_splat(constant.TWO);
  const halfRoot = v128.load32_splat(constant.HALF_ROOT);
  const root = v128.load32_splat(constant.ROOT);
  const nearScale = v128.load32_splat(constant.NEAR_SCALE);
  const farScale = v128.load32_splat(constant.FAR_SCALE);
  for (; count > 0; count--) {
    const f1 = from + pitch;
    const f2 = f1 + pitch;
    const g0A = v128.load(from);
    const g0B = v128.load(from, 16);
    const g1A = v128.load(f1);
    const g1B = v128.load(f1, 16);
    const g2A = v128.load(f2);
    const g2B = v128.load(f2, 16);
    const nearA = madd(half, g2A, g0A);
    const nearB = madd(half, g2B, g0B);
    const farA = madd(two, g2A, g0A);
    const farB = madd(two, g2B, g0B);
    const t1 = to + toPitch;
    const t2 = t1 + toPitch;
    const t3 = t2 + toPitch;
    const t4 = t3 + toPitch;
    const t5 = t4 + toPitch;
    v128.store(to, g0B, 16);
    v128.store(to, g0A);
    v128.store(t1, f32x4.mul(nearScale, madd(halfRoot, g1B, nearB)), 16);
    v128.store(t1, f32x4.mul(nearScale, madd(halfRoot, g1A, nearA)));
    v128.store(t2, f32x4.mul(nearScale, nmadd(halfRoot, g1B, nearB)), 16);
    v128.store(t2, f32x4.mul(nearScale, nmadd(halfRoot, g1A, nearA)));
    v128.store(t3, f32x4.mul(farScale, madd(root, g1B, farB)), 16);
    v128.store(t3, f32x4.mul(farScale, madd(root, g1A, farA)));
    v128.store(t4, f32x4.mul(farScale, nmadd(root, g1B, farB)), 16);
    v128.store(t4, f32x4.mul(farScale, nmadd(root, g1A, farA)));
    v128.store(t5, g2B, 16);
    v128.store(t5, g2A);
    from += step;
    to += toStep;
  }
}

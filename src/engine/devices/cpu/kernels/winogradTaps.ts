import { WINOGRAD_LANES, WINOGRAD_SKEW } from './layout';
import { address, batch, integer } from './record';
import { madd } from './vector';
import { inLanes } from './winogradRows';

/** Factors of G, to float32. */
const NEAR: f32 = -0.6666666666666666;
const NEAR_ODD: f32 = -0.47140452079103173;
const FAR: f32 = 0.16666666666666666;
const FAR_ODD: f32 = 0.23570226039551587;

/**
 * Gᵀ along a line of six positions, `position` bytes apart, for `channels` rows of `outputs` sums each, `pitch` bytes
 * apart: to three, `toPosition` bytes apart, rows `toPitch`. Outputs are padded to 4.
 */
export function gatherColumns(
  from: usize,
  position: usize,
  pitch: usize,
  channels: i32,
  outputs: i32,
  to: usize,
  toPosition: usize,
  toPitch: usize,
): void {
  for (let channel = 0; channel < channels; channel++, from += pitch, to += toPitch) {
    for (let output: usize = 0; output < (<usize>outputs) << 2; output += 16)
      gather(from + output, position, to + output, toPosition);
  }
}

/**
 * Adds up the parts that `winogradGradient` wrote, in their order, puts Gᵀ down their lines and writes the taps in Torch's
 * order. A tile is up to 16 outputs and 16 input channels: what it writes shares no line of the cache with another's.
 */
export function gatherWinogradTaps(record: usize, tile: i32, scratch: usize): void {
  const partial = address(record, 0);
  const gradient = address(record, 1);
  const channels = integer(record, 2);
  const outputs = integer(record, 3);
  const down = integer(record, 4);
  const rowsPerPart = integer(record, 5);

  const parts = (batch() * down + rowsPerPart - 1) / rowsPerPart;
  const pitch = (<usize>inLanes(outputs)) << 2;
  const plane = <usize>((channels + 3) & ~3) * pitch + WINOGRAD_SKEW;
  const blocks = (channels + WINOGRAD_LANES - 1) / WINOGRAD_LANES;
  const firstOutput = (tile / blocks) * WINOGRAD_LANES;
  const firstChannel = (tile % blocks) * WINOGRAD_LANES;
  const lanes = min<i32>(WINOGRAD_LANES, outputs - firstOutput);
  const end = min<i32>(channels, firstChannel + WINOGRAD_LANES);
  const sums = scratch;
  const taps = sums + 18 * 64;
  for (let channel = firstChannel; channel < end; channel++) {
    let from = partial + <usize>channel * pitch + ((<usize>firstOutput) << 2);
    for (let at = sums; at < taps; at += 64, from += plane) addParts(from, 18 * plane, parts, at);
    for (let column: usize = 0; column < 192; column += 64) {
      for (let lane: usize = column; lane < column + 64; lane += 16)
        gather(sums + lane, 192, taps + lane, 192);
    }
    for (let lane = 0; lane < lanes; lane++) {
      const to = gradient + ((<usize>(((firstOutput + lane) * channels + channel) * 9)) << 2);
      const at = taps + ((<usize>lane) << 2);
      for (let tap: usize = 0; tap < 9; tap++) store<f32>(to + (tap << 2), load<f32>(at + (tap << 6)));
    }
  }
}

/** The sum of `parts` times 16 numbers, `pitch` bytes apart. */
function addParts(from: usize, pitch: usize, parts: i32, to: usize): void {
  let a = v128.load(from);
  let b = v128.load(from, 16);
  let c = v128.load(from, 32);
  let d = v128.load(from, 48);
  for (let part = 1; part < parts; part++) {
    from += pitch;
    a = f32x4.add(a, v128.load(from));
    b = f32x4.add(b, v128.load(from, 16));
    c = f32x4.add(c, v128.load(from, 32));
    d = f32x4.add(d, v128.load(from, 48));
  }
  v128.store(to, b, 16);
  v128.store(to, a);
  v128.store(to, d, 48);
  v128.store(to, c, 32);
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

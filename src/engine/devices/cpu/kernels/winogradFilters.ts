import { ROWS } from './micro';
import { address, integer } from './record';

/** √2, √2/2 and factors of G, to float64. */
const ROOT: f64 = 1.4142135623730951;
const HALF_ROOT: f64 = 0.7071067811865476;

/**
 * Turns the 3x3 filters of a convolution to U = G g Gᵀ for `winograd`, a tile four rows of the product:
 * packed[36 positions][four rows][channel][4], rows that are not there 0. The points are 0, ±√2/2, ±√2 and infinity:
 * G = (1 0 0), -2/3 (1 ±√2/2 1/2), 1/6 (1 ±√2 2), (0 0 1). `rowPitch`, `channelPitch` and `flip` are as in
 * `packFilters`.
 */
export function packWinograd(record: usize, tile: i32, scratch: usize): void {
  const weights = address(record, 0);
  const packed = address(record, 1);
  const rows = integer(record, 2);
  const channels = integer(record, 3);
  const rowPitch = integer(record, 4);
  const channelPitch = integer(record, 5);
  const flip = integer(record, 6);
  const rowsPadded = (rows + 3) & ~3;
  const positionPitch = (<usize>(rowsPadded * channels)) << 2;
  const taps = scratch;
  const half = taps + 9 * 32;
  const full = half + 18 * 32;
  let to = packed + ((<usize>(tile * ROWS * channels)) << 2);
  for (let channel = 0; channel < channels; channel++, to += 16) {
    for (let tap = 0; tap < 9; tap++) {
      const at = channel * channelPitch + (flip ? 8 - tap : tap);
      for (let row = 0; row < ROWS; row++) {
        const from = tile * ROWS + row;
        const value: f32 = from < rows ? load<f32>(weights + ((<usize>(from * rowPitch + at)) << 2)) : 0;
        store<f64>(taps + ((<usize>(tap * 4 + row)) << 3), value);
      }
    }
    for (let column: usize = 0; column < 3; column++) {
      spread(taps + column * 32, 96, half + column * 32, 96);
      spread(taps + column * 32 + 16, 96, half + column * 32 + 16, 96);
    }
    for (let row: usize = 0; row < 6; row++) {
      spread(half + row * 96, 32, full, 32);
      spread(half + row * 96 + 16, 32, full + 16, 32);
      for (let column: usize = 0; column < 6; column++) {
        const low = f32x4.demote_f64x2_zero(v128.load(full + column * 32));
        const high = f32x4.demote_f64x2_zero(v128.load(full + column * 32, 16));
        v128.store(to + (row * 6 + column) * positionPitch, v128.shuffle<f64>(low, high, 0, 2));
      }
    }
  }
}

/** G times a column of three, `pitch` bytes apart, to six; two columns in float64 at once. */
function spread(from: usize, pitch: usize, to: usize, toPitch: usize): void {
  const g0 = v128.load(from);
  const g1 = v128.load(from + pitch);
  const g2 = v128.load(from + 2 * pitch);
  const near = f64x2.add(f64x2.mul(f64x2.splat(0.5), g2), g0);
  const far = f64x2.add(f64x2.mul(f64x2.splat(2), g2), g0);
  const nearOdd = f64x2.mul(f64x2.splat(HALF_ROOT), g1);
  const farOdd = f64x2.mul(f64x2.splat(ROOT), g1);
  const nearScale = f64x2.splat(-2.0 / 3.0);
  const farScale = f64x2.splat(1.0 / 6.0);
  v128.store(to, g0);
  v128.store(to + toPitch, f64x2.mul(nearScale, f64x2.add(near, nearOdd)));
  v128.store(to + 2 * toPitch, f64x2.mul(nearScale, f64x2.sub(near, nearOdd)));
  v128.store(to + 3 * toPitch, f64x2.mul(farScale, f64x2.add(far, farOdd)));
  v128.store(to + 4 * toPitch, f64x2.mul(farScale, f64x2.sub(far, farOdd)));
  v128.store(to + 5 * toPitch, g2);
}

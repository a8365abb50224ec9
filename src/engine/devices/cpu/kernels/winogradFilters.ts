import { ROWS } from './micro';
import { address, integer } from './record';
import { madd } from './vector';

/** √2, √2/2 and factors of G, to float32. */
const ROOT: f32 = 1.4142135623730951;
const HALF_ROOT: f32 = 0.7071067811865476;

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
  const half = taps + 9 * 16;
  let to = packed + ((<usize>(tile * ROWS * channels)) << 2);
  for (let channel = 0; channel < channels; channel++, to += 16) {
    for (let tap = 0; tap < 9; tap++) {
      const at = channel * channelPitch + (flip ? 8 - tap : tap);
      for (let row = 0; row < ROWS; row++) {
        const from = tile * ROWS + row;
        const value: f32 = from < rows ? load<f32>(weights + ((<usize>(from * rowPitch + at)) << 2)) : 0;
        store<f32>(taps + ((<usize>(tap * 4 + row)) << 2), value);
      }
    }
    for (let column: usize = 0; column < 3; column++) spread(taps + column * 16, 48, half + column * 16, 48);
    for (let row: usize = 0; row < 6; row++) {
      spread(half + row * 48, 16, to + row * 6 * positionPitch, positionPitch);
    }
  }
}

/** G times a column of three, `pitch` bytes apart, to six. */
function spread(from: usize, pitch: usize, to: usize, toPitch: usize): void {
  const g0 = v128.load(from);
  const g1 = v128.load(from + pitch);
  const g2 = v128.load(from + 2 * pitch);
  const near = madd(f32x4.splat(0.5), g2, g0);
  const far = madd(f32x4.splat(2), g2, g0);
  const nearOdd = f32x4.mul(f32x4.splat(HALF_ROOT), g1);
  const farOdd = f32x4.mul(f32x4.splat(ROOT), g1);
  const nearScale = f32x4.splat(<f32>(-2.0 / 3.0));
  const farScale = f32x4.splat(<f32>(1.0 / 6.0));
  v128.store(to, g0);
  v128.store(to + toPitch, f32x4.mul(nearScale, f32x4.add(near, nearOdd)));
  v128.store(to + 2 * toPitch, f32x4.mul(nearScale, f32x4.sub(near, nearOdd)));
  v128.store(to + 3 * toPitch, f32x4.mul(farScale, f32x4.add(far, farOdd)));
  v128.store(to + 4 * toPitch, f32x4.mul(farScale, f32x4.sub(far, farOdd)));
  v128.store(to + 5 * toPitch, g2);
}

import { exp4, log4 } from './math';
import { address, integer, tileBegin, tileEnd } from './record';
import { zero } from './vector';

/** y = exp(x - max) / sum over channels; a tile is some images. */
export function softMax(record: usize, tile: i32): void {
  forward(record, tile, false);
}

/** y = x - max - log(sum of exp(x - max)) over channels; a tile is some images. */
export function logSoftMax(record: usize, tile: i32): void {
  forward(record, tile, true);
}

/** dx = y * (dy - sum over channels of dy * y); a tile is some images. */
export function softMaxGradient(record: usize, tile: i32): void {
  backward(record, tile, false);
}

/** dx = dy - exp(y) * sum over channels of dy; a tile is some images. */
export function logSoftMaxGradient(record: usize, tile: i32): void {
  backward(record, tile, true);
}

/** Four positions at a time, or one. */
function read(at: usize, lanes: i32): v128 {
  return lanes === 4 ? v128.load(at) : v128.load32_splat(at);
}

function write(at: usize, value: v128, lanes: i32): void {
  if (lanes === 4) v128.store(at, value);
  else store<f32>(at, f32x4.extract_lane(value, 0));
}

function forward(record: usize, tile: i32, logarithm: bool): void {
  const x = address(record, 0);
  const y = address(record, 1);
  const channels = integer(record, 2);
  const positions = integer(record, 3);
  const pitch = (<usize>positions) << 2;
  const end = tileEnd(record, tile);
  for (let image = tileBegin(record, tile); image < end; image++) {
    for (let position = 0; position < positions; ) {
      const lanes = position + 4 <= positions ? 4 : 1;
      const at = (<usize>(<i32>image * channels * positions + position)) << 2;
      let most = read(x + at, lanes);
      for (let channel = 1; channel < channels; channel++) {
        most = f32x4.max(most, read(x + at + <usize>channel * pitch, lanes));
      }
      let sum = zero();
      for (let channel = 0; channel < channels; channel++) {
        const place = at + <usize>channel * pitch;
        const grown = exp4(f32x4.sub(read(x + place, lanes), most));
        sum = f32x4.add(sum, grown);
        if (!logarithm) write(y + place, grown, lanes);
      }
      const log = log4(sum);
      for (let channel = 0; channel < channels; channel++) {
        const place = at + <usize>channel * pitch;
        const value = logarithm
          ? f32x4.sub(f32x4.sub(read(x + place, lanes), most), log)
          : f32x4.div(read(y + place, lanes), sum);
        write(y + place, value, lanes);
      }
      position += lanes;
    }
  }
}

function backward(record: usize, tile: i32, logarithm: bool): void {
  const dy = address(record, 0);
  const y = address(record, 1);
  const dx = address(record, 2);
  const channels = integer(record, 3);
  const positions = integer(record, 4);
  const pitch = (<usize>positions) << 2;
  const end = tileEnd(record, tile);
  for (let image = tileBegin(record, tile); image < end; image++) {
    for (let position = 0; position < positions; ) {
      const lanes = position + 4 <= positions ? 4 : 1;
      const at = (<usize>(<i32>image * channels * positions + position)) << 2;
      let sum = zero();
      for (let channel = 0; channel < channels; channel++) {
        const place = at + <usize>channel * pitch;
        const gradient = read(dy + place, lanes);
        sum = f32x4.add(sum, logarithm ? gradient : f32x4.mul(gradient, read(y + place, lanes)));
      }
      for (let channel = 0; channel < channels; channel++) {
        const place = at + <usize>channel * pitch;
        const gradient = read(dy + place, lanes);
        const value = read(y + place, lanes);
        const result = logarithm
          ? f32x4.sub(gradient, f32x4.mul(exp4(value), sum))
          : f32x4.mul(value, f32x4.sub(gradient, sum));
        write(dx + place, result, lanes);
      }
      position += lanes;
    }
  }
}

import { address, batch, integer } from './record';
import { laneSum, zero } from './vector';

/**
 * Sum of `count` neighbouring float32: four lanes four times over, then the rest one by one. The four sums pass through
 * 64 bytes of `scratch`: what is stored side by side is also added side by side.
 */
export function sumRun(from: usize, count: i32, scratch: usize): f32 {
  let s0 = zero();
  let s1 = zero();
  let s2 = zero();
  let s3 = zero();
  const end = from + ((<usize>count) << 2);
  for (; from + 64 <= end; from += 64) {
    s0 = f32x4.add(s0, v128.load(from));
    s1 = f32x4.add(s1, v128.load(from, 16));
    s2 = f32x4.add(s2, v128.load(from, 32));
    s3 = f32x4.add(s3, v128.load(from, 48));
  }
  v128.store(scratch, s1, 16);
  v128.store(scratch, s0);
  v128.store(scratch, s3, 48);
  v128.store(scratch, s2, 32);
  let rest = zero();
  for (; from + 16 <= end; from += 16) rest = f32x4.add(rest, v128.load(from));
  let sum = laneSum(f32x4.add(fourSums(scratch), rest));
  for (; from < end; from += 4) sum += load<f32>(from);
  return sum;
}

/** (0 + 1) + (2 + 3) of four times four lanes. */
export function fourSums(at: usize): v128 {
  const low = f32x4.add(v128.load(at), v128.load(at, 16));
  return f32x4.add(low, f32x4.add(v128.load(at, 32), v128.load(at, 48)));
}

/** The sum of each channel over all images and positions, a tile `group` channels; images added in float64. */
export function channelSum(record: usize, tile: i32, scratch: usize): void {
  const from = address(record, 0);
  const to = address(record, 1);
  const channels = integer(record, 2);
  const plane = integer(record, 3);
  const group = integer(record, 4);
  const end = min<i32>(channels, (tile + 1) * group);
  for (let channel = tile * group; channel < end; channel++) {
    let sum: f64 = 0;
    for (let image = 0; image < batch(); image++) {
      sum += <f64>sumRun(from + ((<usize>((image * channels + channel) * plane)) << 2), plane, scratch);
    }
    store<f32>(to + ((<usize>channel) << 2), <f32>sum);
  }
}

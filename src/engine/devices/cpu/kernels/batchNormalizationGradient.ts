import { sumRun } from './channelSum';
import { RECTIFY } from './micro';
import { address, batch, integer } from './record';
import { laneSum, madd, zero } from './vector';

/**
 * Gradient of batch normalisation, a tile `group` channels: the sums of g and g * (x - mean) over all planes, planes
 * added in float64 in their order, then dx and, where asked for, its sum: of a plane while it lies in a near cache, with
 * the bits of `channelSum`. dx may lie where dy lies.
 */
export function batchNormalizationGradient(record: usize, tile: i32, scratch: usize): void {
  const dy = address(record, 0);
  const x = address(record, 1);
  const gamma = address(record, 2);
  const beta = address(record, 3);
  const means = address(record, 4);
  const inverses = address(record, 5);
  const dx = address(record, 6);
  const dgamma = address(record, 7);
  const dbeta = address(record, 8);
  const dbias = address(record, 9);
  const channels = integer(record, 10);
  const plane = integer(record, 11);
  const gated = integer(record, 12) & RECTIFY;
  const group = integer(record, 13);
  const images = batch();
  const end = min<i32>(channels, (tile + 1) * group);
  for (let channel = tile * group; channel < end; channel++) {
    const word = (<usize>channel) << 2;
    const mean = load<f32>(means + word);
    const inverse = load<f32>(inverses + word);
    const factor: f32 = gamma ? load<f32>(gamma + word) * inverse : inverse;
    const shift: f32 = beta ? load<f32>(beta + word) : 0;
    // Without a gate all passes it: the same operations with other numbers.
    const slopeOfGate: f32 = gated ? factor : 0;
    const shiftOfGate: f32 = gated ? shift : 1;
    let sum: f64 = 0;
    let product: f64 = 0;
    for (let image = 0; image < images; image++) {
      const at = (<usize>((image * channels + channel) * plane)) << 2;
      const sums = sumPlane(dy + at, x + at, plane, mean, slopeOfGate, shiftOfGate, scratch);
      sum += <f64>f32x4.extract_lane(sums, 0);
      product += <f64>f32x4.extract_lane(sums, 1);
    }
    if (dgamma) store<f32>(dgamma + word, <f32>(product * <f64>inverse));
    if (dbeta) store<f32>(dbeta + word, <f32>sum);
    const count = <f64>images * <f64>plane;
    // With one image the statistics were constants.
    const level: f32 = images > 1 ? <f32>(sum / count) : 0;
    const slope: f32 = images > 1 ? <f32>((-product * <f64>inverse * <f64>inverse) / count) : 0;
    let written: f64 = 0;
    for (let image = 0; image < images; image++) {
      const at = (<usize>((image * channels + channel) * plane)) << 2;
      writePlane(dy + at, x + at, dx + at, plane, mean, factor, slopeOfGate, shiftOfGate, level, slope);
      if (dbias) written += <f64>sumRun(dx + at, plane, scratch);
    }
    if (dbias) store<f32>(dbias + word, <f32>written);
  }
}

/** dy, or 0 where the forward pass's y was not above 0; its operations, so that no bit differs. */
function gate(dy: v128, distance: v128, factor: v128, shift: v128): v128 {
  return v128.and(dy, f32x4.gt(madd(distance, factor, shift), zero()));
}

/** The sums of g and of g * (x - mean) over one plane, in the first two lanes; through 64 bytes of `scratch`, as `sumRun`. */
function sumPlane(dy: usize, x: usize, plane: i32, mean: f32, factor: f32, shift: f32, scratch: usize): v128 {
  const means = f32x4.splat(mean);
  const factors = f32x4.splat(factor);
  const shifts = f32x4.splat(shift);
  let s0 = zero();
  let s1 = zero();
  let p0 = zero();
  let p1 = zero();
  const end = x + ((<usize>plane) << 2);
  for (; x + 32 <= end; x += 32, dy += 32) {
    const d0 = f32x4.sub(v128.load(x), means);
    const d1 = f32x4.sub(v128.load(x, 16), means);
    const g0 = gate(v128.load(dy), d0, factors, shifts);
    const g1 = gate(v128.load(dy, 16), d1, factors, shifts);
    s0 = f32x4.add(s0, g0);
    s1 = f32x4.add(s1, g1);
    p0 = madd(g0, d0, p0);
    p1 = madd(g1, d1, p1);
  }
  v128.store(scratch, s1, 16);
  v128.store(scratch, s0);
  v128.store(scratch, p1, 48);
  v128.store(scratch, p0, 32);
  let sum = laneSum(f32x4.add(v128.load(scratch), v128.load(scratch, 16)));
  let product = laneSum(f32x4.add(v128.load(scratch, 32), v128.load(scratch, 48)));
  for (; x < end; x += 4, dy += 4) {
    const distance = f32x4.sub(v128.load32_splat(x), means);
    const g = gate(v128.load32_splat(dy), distance, factors, shifts);
    sum += f32x4.extract_lane(g, 0);
    product += f32x4.extract_lane(f32x4.mul(g, distance), 0);
  }
  return f32x4.replace_lane(f32x4.splat(sum), 1, product);
}

/** dx = factor * (g - level + slope * (x - mean)), g gated by `slopeOfGate` and `shift`. */
function writePlane(
  dy: usize,
  x: usize,
  dx: usize,
  plane: i32,
  mean: f32,
  factor: f32,
  slopeOfGate: f32,
  shift: f32,
  level: f32,
  slope: f32,
): void {
  const means = f32x4.splat(mean);
  const factors = f32x4.splat(factor);
  const gates = f32x4.splat(slopeOfGate);
  const shifts = f32x4.splat(shift);
  const levels = f32x4.splat(level);
  const slopes = f32x4.splat(slope);
  const end = x + ((<usize>plane) << 2);
  for (; x + 32 <= end; x += 32, dy += 32, dx += 32) {
    const d0 = f32x4.sub(v128.load(x), means);
    const d1 = f32x4.sub(v128.load(x, 16), means);
    const g0 = gate(v128.load(dy), d0, gates, shifts);
    const g1 = gate(v128.load(dy, 16), d1, gates, shifts);
    const a = f32x4.mul(factors, madd(d0, slopes, f32x4.sub(g0, levels)));
    const b = f32x4.mul(factors, madd(d1, slopes, f32x4.sub(g1, levels)));
    v128.store(dx, b, 16);
    v128.store(dx, a);
  }
  for (; x < end; x += 4, dy += 4, dx += 4) {
    const distance = f32x4.sub(v128.load32_splat(x), means);
    const g = gate(v128.load32_splat(dy), distance, gates, shifts);
    const value = f32x4.mul(factors, madd(distance, slopes, f32x4.sub(g, levels)));
    store<f32>(dx, f32x4.extract_lane(value, 0));
  }
}

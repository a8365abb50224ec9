import { fourSums, sumRun } from './channelSum';
import { RECTIFY } from './micro';
import { normaliseHalves } from './normaliseHalves';
import { address, batch, integer, number } from './record';
import { laneSum, madd, rectify, zero } from './vector';

/**
 * Batch normalisation in training, a tile `group` channels: mean and squared deviations plane by plane, each plane
 * while it lies in the nearest cache, combined in the order of images as Chan, Golub and LeVeque do it (Updating
 * formulae, 1979) in float64; then all planes normalised and, where their `width` is given, pooled.
 */
export function batchNormalization(record: usize, tile: i32, scratch: usize): void {
  const x = address(record, 0);
  const gamma = address(record, 1);
  const beta = address(record, 2);
  const runningMean = address(record, 3);
  const runningVariance = address(record, 4);
  const y = address(record, 5);
  const means = address(record, 6);
  const inverses = address(record, 7);
  const indices = address(record, 8);
  const channels = integer(record, 9);
  const plane = integer(record, 10);
  const width = integer(record, 11);
  const epsilon = <f64>number(record, 12);
  const momentum = <f64>number(record, 13);
  const finish = integer(record, 14);
  const group = integer(record, 15);
  const images = batch();
  const end = min<i32>(channels, (tile + 1) * group);
  for (let channel = tile * group; channel < end; channel++) {
    const word = (<usize>channel) << 2;
    let mean = <f64>load<f32>(runningMean + word);
    let variance = <f64>load<f32>(runningVariance + word);
    if (images > 1) {
      let count: f64 = 0;
      let squares: f64 = 0;
      mean = 0;
      for (let image = 0; image < images; image++) {
        const at = x + ((<usize>((image * channels + channel) * plane)) << 2);
        const own = sumRun(at, plane, scratch) / <f32>plane;
        const total = count + <f64>plane;
        const distance = <f64>own - mean;
        squares +=
          <f64>squareRun(at, plane, own, scratch) + ((distance * distance * count) / total) * <f64>plane;
        mean += (distance * <f64>plane) / total;
        count = total;
      }
      variance = squares / count;
      const unbiased = squares / (count - 1);
      const keep = 1 - momentum;
      store<f32>(runningMean + word, <f32>(keep * <f64>load<f32>(runningMean + word) + momentum * mean));
      store<f32>(
        runningVariance + word,
        <f32>(keep * <f64>load<f32>(runningVariance + word) + momentum * unbiased),
      );
    }
    const inverse = <f32>(1 / sqrt<f64>(variance + epsilon));
    store<f32>(means + word, <f32>mean);
    store<f32>(inverses + word, inverse);
    const factor: f32 = gamma ? load<f32>(gamma + word) * inverse : inverse;
    const shift: f32 = beta ? load<f32>(beta + word) : 0;
    if (width) {
      const count = images * channels;
      normaliseHalves(
        x,
        y,
        indices,
        count,
        channels,
        channel,
        plane,
        width,
        <f32>mean,
        factor,
        shift,
        finish,
      );
    } else normalise(x, y, images, channels, channel, plane, <f32>mean, factor, shift, finish);
  }
}

/** The same with the running statistics. */
export function batchNormalizationEvaluate(record: usize, tile: i32): void {
  const x = address(record, 0);
  const gamma = address(record, 1);
  const beta = address(record, 2);
  const runningMean = address(record, 3);
  const runningVariance = address(record, 4);
  const y = address(record, 5);
  const channels = integer(record, 6);
  const plane = integer(record, 7);
  const width = integer(record, 8);
  const epsilon = <f64>number(record, 9);
  const finish = integer(record, 10);
  const group = integer(record, 11);
  const end = min<i32>(channels, (tile + 1) * group);
  for (let channel = tile * group; channel < end; channel++) {
    const word = (<usize>channel) << 2;
    const inverse = <f32>(1 / sqrt<f64>(<f64>load<f32>(runningVariance + word) + epsilon));
    const factor: f32 = gamma ? load<f32>(gamma + word) * inverse : inverse;
    const shift: f32 = beta ? load<f32>(beta + word) : 0;
    const mean = load<f32>(runningMean + word);
    if (width) {
      const count = batch() * channels;
      normaliseHalves(x, y, 0, count, channels, channel, plane, width, mean, factor, shift, finish);
    } else normalise(x, y, batch(), channels, channel, plane, mean, factor, shift, finish);
  }
}

/** The sum of (x - mean)^2 over neighbouring float32, as `sumRun` adds. */
function squareRun(from: usize, count: i32, mean: f32, scratch: usize): f32 {
  const centre = f32x4.splat(mean);
  let s0 = zero();
  let s1 = zero();
  let s2 = zero();
  let s3 = zero();
  const end = from + ((<usize>count) << 2);
  for (; from + 64 <= end; from += 64) {
    const d0 = f32x4.sub(v128.load(from), centre);
    const d1 = f32x4.sub(v128.load(from, 16), centre);
    const d2 = f32x4.sub(v128.load(from, 32), centre);
    const d3 = f32x4.sub(v128.load(from, 48), centre);
    s0 = madd(d0, d0, s0);
    s1 = madd(d1, d1, s1);
    s2 = madd(d2, d2, s2);
    s3 = madd(d3, d3, s3);
  }
  v128.store(scratch, s1, 16);
  v128.store(scratch, s0);
  v128.store(scratch, s3, 48);
  v128.store(scratch, s2, 32);
  let rest = zero();
  for (; from + 16 <= end; from += 16) {
    const distance = f32x4.sub(v128.load(from), centre);
    rest = madd(distance, distance, rest);
  }
  let sum = laneSum(f32x4.add(fourSums(scratch), rest));
  for (; from < end; from += 4) {
    const distance = load<f32>(from) - mean;
    sum += distance * distance;
  }
  return sum;
}

/** y = (x - mean) * factor + shift over all planes of a channel; the gradient's gate repeats these operations. */
function normalise(
  x: usize,
  y: usize,
  images: i32,
  channels: i32,
  channel: i32,
  plane: i32,
  mean: f32,
  factor: f32,
  shift: f32,
  finish: i32,
): void {
  const means = f32x4.splat(mean);
  const factors = f32x4.splat(factor);
  const shifts = f32x4.splat(shift);
  for (let image = 0; image < images; image++) {
    let at = (<usize>((image * channels + channel) * plane)) << 2;
    const end = at + ((<usize>plane) << 2);
    if (finish & RECTIFY) {
      for (; at + 32 <= end; at += 32) {
        const from = x + at;
        const to = y + at;
        const a = rectify(madd(f32x4.sub(v128.load(from), means), factors, shifts));
        const b = rectify(madd(f32x4.sub(v128.load(from, 16), means), factors, shifts));
        v128.store(to, b, 16);
        v128.store(to, a);
      }
    } else {
      for (; at + 32 <= end; at += 32) {
        const from = x + at;
        const to = y + at;
        const a = madd(f32x4.sub(v128.load(from), means), factors, shifts);
        const b = madd(f32x4.sub(v128.load(from, 16), means), factors, shifts);
        v128.store(to, b, 16);
        v128.store(to, a);
      }
    }
    for (; at < end; at += 4) {
      let value = madd(f32x4.sub(v128.load32_splat(x + at), means), factors, shifts);
      if (finish & RECTIFY) value = rectify(value);
      store<f32>(y + at, f32x4.extract_lane(value, 0));
    }
  }
}

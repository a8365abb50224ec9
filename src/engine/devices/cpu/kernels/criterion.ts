import { exp4 } from './math';
import { address, batch, integer, number } from './record';

/** Weight of an image's class; 0 where the label is no class. */
function weightOf(label: i32, weights: usize, classes: i32): f64 {
  if (<u32>label >= <u32>classes) return 0;
  return weights ? <f64>load<f32>(weights + ((<usize>label) << 2)) : 1;
}

function labelOf(labels: usize, image: i32): i32 {
  return load<i32>(labels + ((<usize>image) << 2));
}

/** The sum of the images' weights where `average`, else 1. */
function divisor(labels: usize, weights: usize, classes: i32, average: i32): f64 {
  if (!average) return 1;
  let sum: f64 = 0;
  for (let image = 0; image < batch(); image++) sum += weightOf(labelOf(labels, image), weights, classes);
  return sum;
}

/** The sum of all classes' weights. */
function allWeights(weights: usize, classes: i32): f64 {
  let sum: f64 = 0;
  for (let c = 0; c < classes; c++) sum += weightOf(c, weights, classes);
  return sum;
}

/**
 * loss = -sum of ((1 - s) * w[t] * x[n, t] + s / classes * sum of w[c] * x[n, c]), s the smoothing, divided by the sum
 * of w[t] where `average`; one tile.
 */
export function classNll(record: usize): void {
  const x = address(record, 0);
  const labels = address(record, 1);
  const weights = address(record, 2);
  const loss = address(record, 3);
  const classes = integer(record, 4);
  const average = integer(record, 5);
  const smoothing = <f64>number(record, 6);
  let sum: f64 = 0;
  let spread: f64 = 0;
  for (let image = 0; image < batch(); image++) {
    const label = labelOf(labels, image);
    if (<u32>label >= <u32>classes) continue;
    const row = x + ((<usize>(image * classes)) << 2);
    sum -= weightOf(label, weights, classes) * <f64>load<f32>(row + ((<usize>label) << 2));
    if (smoothing === 0) continue;
    for (let c = 0; c < classes; c++)
      spread -= weightOf(c, weights, classes) * <f64>load<f32>(row + ((<usize>c) << 2));
  }
  sum = (1 - smoothing) * sum + (smoothing / <f64>classes) * spread;
  store<f32>(loss, <f32>(sum / divisor(labels, weights, classes, average)));
}

/** dx[n, c] = -((c = t ? (1 - s) * w[c] : 0) + s / classes * w[c]) / divisor, s the smoothing; one tile. */
export function classNllGradient(record: usize): void {
  const labels = address(record, 0);
  const weights = address(record, 1);
  const dx = address(record, 2);
  const classes = integer(record, 3);
  const average = integer(record, 4);
  const smoothing = <f64>number(record, 5);
  const share = divisor(labels, weights, classes, average);
  const spread = smoothing / (<f64>classes * share);
  for (let image = 0; image < batch(); image++) {
    const label = labelOf(labels, image);
    const value = <f32>((-(1 - smoothing) * weightOf(label, weights, classes)) / share);
    const row = dx + ((<usize>(image * classes)) << 2);
    for (let c = 0; c < classes; c++) {
      const own: f32 = c === label ? value : 0;
      store<f32>(row + ((<usize>c) << 2), own - <f32>(spread * weightOf(c, weights, classes)));
    }
  }
}

/**
 * dx[n, c] = ((1 - s) * (exp(y[n, c]) - (c = t)) * w[t] + s / classes * (exp(y[n, c]) * sum of w - w[c])) / divisor,
 * s the smoothing; one tile.
 */
export function crossEntropyGradient(record: usize): void {
  const y = address(record, 0);
  const labels = address(record, 1);
  const weights = address(record, 2);
  const dx = address(record, 3);
  const classes = integer(record, 4);
  const average = integer(record, 5);
  const smoothing = <f64>number(record, 6);
  const share = divisor(labels, weights, classes, average);
  const spread = smoothing / (<f64>classes * share);
  const all = <f32>(spread * allWeights(weights, classes));
  for (let image = 0; image < batch(); image++) {
    const label = labelOf(labels, image);
    const factor = <f32>(((1 - smoothing) * weightOf(label, weights, classes)) / share);
    const row = (<usize>(image * classes)) << 2;
    for (let c = 0; c < classes; c++) {
      const at = row + ((<usize>c) << 2);
      const probability = f32x4.extract_lane(exp4(v128.load32_splat(y + at)), 0);
      const own = (probability - (c === label ? <f32>1 : <f32>0)) * factor;
      store<f32>(dx + at, own + (probability * all - <f32>(spread * weightOf(c, weights, classes))));
    }
  }
}

/** y[n, c] = c = t ? 1 : 0; one tile. */
export function oneHot(record: usize): void {
  const labels = address(record, 0);
  const y = address(record, 1);
  const classes = integer(record, 2);
  for (let image = 0; image < batch(); image++) {
    const label = labelOf(labels, image);
    const row = y + ((<usize>(image * classes)) << 2);
    for (let c = 0; c < classes; c++) store<f32>(row + ((<usize>c) << 2), c === label ? 1 : 0);
  }
}

/** loss = sum of (x - target)^2, divided by the number of elements where `average`; one tile. */
export function meanSquaredError(record: usize): void {
  const x = address(record, 0);
  const target = address(record, 1);
  const loss = address(record, 2);
  const size = integer(record, 3);
  const average = integer(record, 4);
  const count = batch() * size;
  let sum: f64 = 0;
  for (let at: usize = 0; at < (<usize>count) << 2; at += 4) {
    const distance = <f64>load<f32>(x + at) - <f64>load<f32>(target + at);
    sum += distance * distance;
  }
  store<f32>(loss, <f32>(average ? sum / <f64>count : sum));
}

/**
 * metrics = {lossSum, compensation, correct, seen}: adds loss * n (loss where not `average`) as Kahan does, the images
 * whose largest score, the first on ties, is their label, and n; one tile.
 */
export function accumulate(record: usize): void {
  const scores = address(record, 0);
  const labels = address(record, 1);
  const loss = address(record, 2);
  const metrics = address(record, 3);
  const classes = integer(record, 4);
  const average = integer(record, 5);
  const n = batch();
  let correct = 0;
  for (let image = 0; image < n; image++) {
    const row = scores + ((<usize>(image * classes)) << 2);
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if (load<f32>(row + ((<usize>c) << 2)) > load<f32>(row + ((<usize>best) << 2))) best = c;
    }
    if (best === labelOf(labels, image)) correct++;
  }
  const value = average ? load<f32>(loss) * <f32>n : load<f32>(loss);
  const sum = load<f32>(metrics);
  const added = value - load<f32>(metrics, 4);
  const total = sum + added;
  store<f32>(metrics, total);
  store<f32>(metrics, total - sum - added, 4);
  store<f32>(metrics, load<f32>(metrics, 8) + <f32>correct, 8);
  store<f32>(metrics, load<f32>(metrics, 12) + <f32>n, 12);
}

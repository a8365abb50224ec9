/** 0.299 R + 0.587 G + 0.114 B of a pixel, added in that order. */
export function greyOf(pixel: v128): f32 {
  const parts = f32x4.mul(pixel, f32x4(0.299, 0.587, 0.114, 0));
  return f32x4.extract_lane(parts, 0) + f32x4.extract_lane(parts, 1) + f32x4.extract_lane(parts, 2);
}

const BRIGHTNESS = 0;
const CONTRAST = 1;
const SATURATION = 2;

/** Adjustment `place` (0 to 2) of jitter order `order`, as data/transform.ts lists the orders. */
function stepOf(order: i32, place: i32): i32 {
  const first = order >> 1;
  if (place === 0) return first;
  const lower = first === BRIGHTNESS ? CONTRAST : BRIGHTNESS;
  const upper = first === SATURATION ? CONTRAST : SATURATION;
  return (order & 1) === place - 1 ? lower : upper;
}

/** The colour part of a transform record on `area` pixels in place, as data/colour.ts has it. */
export function adjustColour(pixels: usize, area: i32, order: i32, factors: usize, light: v128): void {
  const end = pixels + ((<usize>area) << 4);
  if (order >= 0) {
    for (let place = 0; place < 3; place++) {
      const step = stepOf(order, place);
      adjust(pixels, end, area, step, load<f32>(factors + ((<usize>step) << 2)));
    }
  }
  for (let at = pixels; at < end; at += 16) v128.store(at, f32x4.add(v128.load(at), light));
}

function adjust(pixels: usize, end: usize, area: i32, step: i32, factor: f32): void {
  const factors = f32x4.splat(factor);
  const rest: f32 = 1 - factor;
  if (step === BRIGHTNESS) {
    for (let at = pixels; at < end; at += 16) v128.store(at, f32x4.mul(factors, v128.load(at)));
  } else if (step === CONTRAST) {
    let sum: f64 = 0;
    for (let at = pixels; at < end; at += 16) sum += <f64>greyOf(v128.load(at));
    const other = f32x4.splat(rest * <f32>(sum / <f64>area));
    for (let at = pixels; at < end; at += 16) {
      v128.store(at, f32x4.add(f32x4.mul(factors, v128.load(at)), other));
    }
  } else {
    for (let at = pixels; at < end; at += 16) {
      const pixel = v128.load(at);
      const other = f32x4.splat(rest * greyOf(pixel));
      v128.store(at, f32x4.add(f32x4.mul(factors, pixel), other));
    }
  }
}

import type { InputFormat } from '../../../data/prepare.ts';
import { jitterOrders } from '../../../data/transform.ts';
import { float } from '../kernel.ts';

/** 32-bit words that tell the kernels of one image: whole numbers, or the bits of float32. */
export const SLOT_WORDS = 24;

/** Where in an image's slot each lies. */
export const slotField = {
  page: 0,
  /** Of the image's first byte within its page. */
  offset: 1,
  /** Pixels of a native row. */
  width: 2,
  cropX: 3,
  cropY: 4,
  cropWidth: 5,
  cropHeight: 6,
  resizeWidth: 7,
  resizeHeight: 8,
  windowX: 9,
  windowY: 10,
  interpolation: 11,
  /** Native samples for each of the resized ones, across and down: float32. */
  scaleX: 12,
  scaleY: 13,
  order: 14,
  brightness: 15,
  contrast: 16,
  saturation: 17,
  lightRed: 18,
  lightGreen: 19,
  lightBlue: 20,
} as const;

/** Threads of a workgroup: pixels of one image, side by side. */
export const RESIZE_THREADS = 64;
/** Threads of the workgroup that colours one image. */
export const COLOUR_THREADS = 256;

const SLOTS = `
fn word(image: u32, field: u32) -> u32 { return slots[image * ${SLOT_WORDS}u + field]; }
fn whole(image: u32, field: u32) -> i32 { return bitcast<i32>(word(image, field)); }
fn share(image: u32, field: u32) -> f32 { return bitcast<f32>(word(image, field)); }`;

const f = slotField;

/**
 * Cuts, resizes and windows the images of one page, as data/prepare.ts does, to planar RGB in 0 to 1. A workgroup has
 * RESIZE_THREADS pixels of one image; images of other pages are passed over.
 */
export function resizeKernel({ width, height }: Pick<InputFormat, 'width' | 'height'>): string {
  return `
struct Round { page: u32 }
@group(0) @binding(0) var<storage, read_write> pixels: array<u32>;
@group(0) @binding(1) var<storage, read_write> slots: array<u32>;
@group(0) @binding(2) var<storage, read_write> rgb: array<f32>;
@group(1) @binding(0) var<uniform> round: Round;
${SLOTS}
/** Between which samples of an axis a position lies; kind 0 cubic, 1 linear, 2 area. */
struct Axis { kind: i32, length: i32, index: i32, fraction: f32, head: f32, end: i32 }

fn axis(at: i32, source: i32, length: i32, scale: f32, interpolation: i32) -> Axis {
  if (interpolation == 1 && length < source) {
    let begin = f32(at) * scale;
    let end = f32(at + 1) * scale;
    let last = i32(end);
    return Axis(2, source, i32(begin), select(0.0, end - f32(last), last < source), 1.0 - (begin - f32(i32(begin))), last);
  }
  var exact = f32(at) * scale;
  if (source == length) { exact = f32(at); } else if (at == length - 1) { exact = f32(source - 1); }
  return Axis(interpolation, source, i32(exact), exact - f32(i32(exact)), 0.0, 0);
}

fn cubic(p0: f32, p1: f32, p2: f32, p3: f32, x: f32) -> f32 {
  let third = 3.0 * (p1 - p2) + p3 - p0;
  let second = 2.0 * p0 - 5.0 * p1 + 4.0 * p2 - p3;
  return p1 + 0.5 * x * (p2 - p0 + x * (second + x * third));
}

/** Of a native row that begins at byte \`row\`. */
fn pixel(row: i32, x: i32) -> vec3f {
  let at = u32(row + 3 * x);
  let low = pixels[at >> 2u];
  let shift = (at & 3u) * 8u;
  var bytes = low >> shift;
  if (shift > 8u) { bytes = bytes | (pixels[(at >> 2u) + 1u] << (32u - shift)); }
  return vec3f(f32(bytes & 255u), f32((bytes >> 8u) & 255u), f32((bytes >> 16u) & 255u)) / 255.0;
}

fn cubic3(p0: vec3f, p1: vec3f, p2: vec3f, p3: vec3f, x: f32) -> vec3f {
  return vec3f(cubic(p0.x, p1.x, p2.x, p3.x, x), cubic(p0.y, p1.y, p2.y, p3.y, x), cubic(p0.z, p1.z, p2.z, p3.z, x));
}

fn across(row: i32, a: Axis) -> vec3f {
  if (a.kind == 2) {
    var weight = a.head;
    var sum = weight * pixel(row, a.index);
    for (var s = a.index + 1; s < min(a.end, a.length); s++) {
      sum += pixel(row, s);
      weight += 1.0;
    }
    if (a.fraction > 0.0) {
      sum += a.fraction * pixel(row, a.end);
      weight += a.fraction;
    }
    return sum / weight;
  }
  let p1 = pixel(row, a.index);
  if (a.fraction == 0.0) { return p1; }
  let p2 = pixel(row, a.index + 1);
  if (a.kind == 1) { return (1.0 - a.fraction) * p1 + a.fraction * p2; }
  var p0 = 2.0 * p1 - p2;
  var p3 = 2.0 * p2 - p1;
  if (a.index > 0) { p0 = pixel(row, a.index - 1); }
  if (a.index + 2 < a.length) { p3 = pixel(row, a.index + 2); }
  return cubic3(p0, p1, p2, p3, a.fraction);
}

@compute @workgroup_size(${RESIZE_THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let image = group.y;
  let at = group.x * ${RESIZE_THREADS}u + lane;
  if (word(image, ${f.page}u) != round.page || at >= ${width * height}u) { return; }
  let kind = whole(image, ${f.interpolation}u);
  let x = axis(whole(image, ${f.windowX}u) + i32(at % ${width}u), whole(image, ${f.cropWidth}u), whole(image, ${f.resizeWidth}u), share(image, ${f.scaleX}u), kind);
  let y = axis(whole(image, ${f.windowY}u) + i32(at / ${width}u), whole(image, ${f.cropHeight}u), whole(image, ${f.resizeHeight}u), share(image, ${f.scaleY}u), kind);
  let pitch = 3 * whole(image, ${f.width}u);
  let corner = whole(image, ${f.offset}u) + pitch * whole(image, ${f.cropY}u) + 3 * whole(image, ${f.cropX}u);
  let row = corner + pitch * y.index;
  var colour: vec3f;
  if (y.kind == 2) {
    var weight = y.head;
    colour = weight * across(row, x);
    for (var s = y.index + 1; s < min(y.end, y.length); s++) {
      colour += across(corner + pitch * s, x);
      weight += 1.0;
    }
    if (y.fraction > 0.0) {
      colour += y.fraction * across(corner + pitch * y.end, x);
      weight += y.fraction;
    }
    colour = colour / weight;
  } else {
    colour = across(row, x);
    if (y.fraction != 0.0) {
      let p1 = colour;
      let p2 = across(row + pitch, x);
      if (y.kind == 1) {
        colour = (1.0 - y.fraction) * p1 + y.fraction * p2;
      } else {
        var p0 = 2.0 * p1 - p2;
        var p3 = 2.0 * p2 - p1;
        if (y.index > 0) { p0 = across(row - pitch, x); }
        if (y.index + 2 < y.length) { p3 = across(row + 2 * pitch, x); }
        colour = cubic3(p0, p1, p2, p3, y.fraction);
      }
    }
  }
  let to = image * ${3 * width * height}u + at;
  rgb[to] = colour.x;
  rgb[to + ${width * height}u] = colour.y;
  rgb[to + ${2 * width * height}u] = colour.z;
}`;
}

/**
 * Colours images by their slots and normalises them into the input, as data/colour.ts and data/prepare.ts do; one
 * workgroup an image. Of three channels it works where they lie, and \`rgb\` is the input.
 */
export function colourKernel({ width, height, channels, mean, deviation }: InputFormat): string {
  const area = width * height;
  const own = channels === 3;
  const steps = { brightness: 0, contrast: 1, saturation: 2 } as const;
  const orders = jitterOrders.map(
    (order) => `array<u32, 3>(${order.map((step) => `${steps[step]}u`).join(', ')})`,
  );
  const list = (numbers: readonly number[]) => numbers.slice(0, channels).map(float);
  const input = own ? '' : '@group(0) @binding(2) var<storage, read_write> input: array<f32>;';
  const finish = own
    ? `set_colour(at, (colour(at) - vec3f(${list(mean).join(', ')})) / vec3f(${list(deviation).join(', ')}));`
    : `input[image * ${area}u + at] = (grey(colour(at)) - ${list(mean)[0]}) / ${list(deviation)[0]};`;
  return `
@group(0) @binding(0) var<storage, read_write> slots: array<u32>;
@group(0) @binding(1) var<storage, read_write> rgb: array<f32>;
${input}
${SLOTS}
const ORDERS = array<array<u32, 3>, ${jitterOrders.length}>(${orders.join(', ')});
var<workgroup> sums: array<f32, ${COLOUR_THREADS}>;
var<private> base: u32;

fn colour(at: u32) -> vec3f { return vec3f(rgb[base + at], rgb[base + at + ${area}u], rgb[base + at + ${2 * area}u]); }
fn set_colour(at: u32, value: vec3f) {
  rgb[base + at] = value.x;
  rgb[base + at + ${area}u] = value.y;
  rgb[base + at + ${2 * area}u] = value.z;
}
fn grey(value: vec3f) -> f32 { return 0.299 * value.x + 0.587 * value.y + 0.114 * value.z; }

@compute @workgroup_size(${COLOUR_THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let image = group.x;
  base = image * ${3 * area}u;
  // The order is the image's, so all threads of a workgroup take the same way; the loop has barriers either way.
  let order = whole(image, ${f.order}u);
  for (var step = 0u; step < 3u; step++) {
    let kind = select(3u, ORDERS[u32(max(order, 0))][step], order >= 0);
    var sum = 0.0;
    if (kind == 1u) {
      for (var at = lane; at < ${area}u; at += ${COLOUR_THREADS}u) { sum += grey(colour(at)); }
    }
    sums[lane] = sum;
    for (var half = ${COLOUR_THREADS / 2}u; half > 0u; half = half / 2u) {
      workgroupBarrier();
      if (lane < half) { sums[lane] += sums[lane + half]; }
    }
    workgroupBarrier();
    let centre = sums[0] / ${float(area)};
    workgroupBarrier();
    if (kind != 3u) {
      let factor = share(image, ${f.brightness}u + kind);
      for (var at = lane; at < ${area}u; at += ${COLOUR_THREADS}u) {
        let value = colour(at);
        var other = 0.0;
        if (kind == 1u) { other = (1.0 - factor) * centre; }
        if (kind == 2u) { other = (1.0 - factor) * grey(value); }
        set_colour(at, factor * value + other);
      }
    }
  }
  let light = vec3f(share(image, ${f.lightRed}u), share(image, ${f.lightGreen}u), share(image, ${f.lightBlue}u));
  for (var at = lane; at < ${area}u; at += ${COLOUR_THREADS}u) {
    set_colour(at, colour(at) + light);
    ${finish}
  }
}`;
}

import type { InputFormat } from '../../../data/prepare.ts';
import { slotField as f, SLOTS } from './slotFields.ts';

/** Threads of a workgroup: pixels of one image, side by side. */
export const RESIZE_THREADS = 64;

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

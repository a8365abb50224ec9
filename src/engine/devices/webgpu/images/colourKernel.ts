import type { InputFormat } from '../../../data/prepare.ts';
import { jitterOrders } from '../../../data/transform.ts';
import { float } from '../kernel.ts';
import { slotField as f, SLOTS } from './slotFields.ts';

/** Threads of the workgroup that colours one image. */
const COLOUR_THREADS = 256;

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

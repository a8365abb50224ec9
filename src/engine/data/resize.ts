import type { Interpolation } from './transform.ts';

const f = Math.fround;

/**
 * Where each output position along one axis takes its values from. Made once per axis and image, then used
 * for every line. A step's `kind` is fixed for the axis:
 * `cubic` and `linear`: between sample `index` and the next, at `fraction`; a fraction of 0 copies the sample
 * exactly;
 * `area`: the sum of `head` of sample `index`, all between, and `fraction` of sample `end`, over their
 * weights' sum.
 */
export interface AxisPlan {
  kind: 'cubic' | 'linear' | 'area';
  count: number;
  sourceLength: number;
  index: Int32Array;
  fraction: Float32Array;
  head: Float32Array;
  end: Int32Array;
}

export function createAxisPlan(): AxisPlan {
  return {
    kind: 'cubic',
    count: 0,
    sourceLength: 0,
    index: new Int32Array(0),
    fraction: new Float32Array(0),
    head: new Float32Array(0),
    end: new Int32Array(0),
  };
}

/**
 * Plans `count` output positions, from position `start` of an axis resized from `sourceLength` to `length`
 * samples, as torch/image's image.scale does (generic/image.c): cubic, and linear upwards, map position i to
 * i * (sourceLength - 1) / (length - 1) with the last sample copied; linear downwards averages areas; an
 * equal length copies. No smoothing before a cubic downscale, as there. Positions are float32, as there.
 */
export function planAxis(
  plan: AxisPlan,
  sourceLength: number,
  length: number,
  start: number,
  count: number,
  interpolation: Interpolation,
): void {
  reserve(plan, count);
  plan.count = count;
  plan.sourceLength = sourceLength;
  if (interpolation === 'bilinear' && length < sourceLength) {
    planAreas(plan, f(sourceLength / length), start);
    return;
  }
  plan.kind = interpolation === 'bicubic' ? 'cubic' : 'linear';
  const scale = length === 1 ? 0 : f((sourceLength - 1) / (length - 1));
  for (let i = 0; i < count; i++) {
    const position = start + i;
    const exact =
      sourceLength === length ? position : position === length - 1 ? sourceLength - 1 : f(position * scale);
    plan.index[i] = Math.trunc(exact);
    plan.fraction[i] = f(exact - plan.index[i]);
  }
}

function planAreas(plan: AxisPlan, scale: number, start: number): void {
  plan.kind = 'area';
  for (let i = 0; i < plan.count; i++) {
    const from = f((start + i) * scale);
    const to = f((start + i + 1) * scale);
    plan.index[i] = Math.trunc(from);
    plan.head[i] = f(1 - f(from - plan.index[i]));
    plan.end[i] = Math.trunc(to);
    plan.fraction[i] = plan.end[i] < plan.sourceLength ? f(to - plan.end[i]) : 0;
  }
}

/** The first sample that any position of a plan reads. */
export function firstSample(plan: AxisPlan): number {
  return plan.kind === 'cubic' ? Math.max(plan.index[0] - 1, 0) : plan.index[0];
}

/** The last sample that any position of a plan reads. */
export function lastSample(plan: AxisPlan): number {
  const last = plan.count - 1;
  const reach = plan.kind === 'area' ? plan.end[last] : plan.index[last] + (plan.kind === 'cubic' ? 2 : 1);
  return Math.min(reach, plan.sourceLength - 1);
}

/**
 * Resamples one line: sample s is `source[at + s * stride]`, output i goes to `out[outAt + i * outStride]`.
 */
export function resample(
  plan: AxisPlan,
  source: Float32Array,
  at: number,
  stride: number,
  out: Float32Array,
  outAt: number,
  outStride: number,
): void {
  const { kind, count, sourceLength, index, fraction } = plan;
  for (let i = 0; i < count; i++) {
    const here = at + index[i] * stride;
    const place = outAt + i * outStride;
    const x = fraction[i];
    if (kind === 'area') out[place] = average(plan, i, source, at, stride);
    else if (x === 0) out[place] = source[here];
    else if (kind === 'linear') out[place] = f(f(f(1 - x) * source[here]) + f(x * source[here + stride]));
    else {
      const p1 = source[here];
      const p2 = source[here + stride];
      const p0 = index[i] > 0 ? source[here - stride] : f(f(2 * p1) - p2);
      const p3 = index[i] + 2 < sourceLength ? source[here + 2 * stride] : f(f(2 * p2) - p1);
      out[place] = cubic(p0, p1, p2, p3, x);
    }
  }
}

/** Catmull-Rom between p1 and p2: p1 + x/2 ((p2-p0) + x (2p0-5p1+4p2-p3 + x (3(p1-p2)+p3-p0))). */
function cubic(p0: number, p1: number, p2: number, p3: number, x: number): number {
  const third = f(f(f(3 * f(p1 - p2)) + p3) - p0);
  const second = f(f(f(f(2 * p0) - f(5 * p1)) + f(4 * p2)) - p3);
  const inner = f(second + f(x * third));
  return f(p1 + f(f(0.5 * x) * f(f(p2 - p0) + f(x * inner))));
}

function average(plan: AxisPlan, i: number, source: Float32Array, at: number, stride: number): number {
  const first = plan.index[i];
  const end = plan.end[i];
  let weight = plan.head[i];
  let sum = f(weight * source[at + first * stride]);
  for (let s = first + 1; s < end && s < plan.sourceLength; s++) {
    sum = f(sum + source[at + s * stride]);
    weight = f(weight + 1);
  }
  if (plan.fraction[i] > 0) {
    sum = f(sum + f(plan.fraction[i] * source[at + end * stride]));
    weight = f(weight + plan.fraction[i]);
  }
  return f(sum / weight);
}

function reserve(plan: AxisPlan, count: number): void {
  if (plan.index.length >= count) return;
  plan.index = new Int32Array(count);
  plan.fraction = new Float32Array(count);
  plan.head = new Float32Array(count);
  plan.end = new Int32Array(count);
}

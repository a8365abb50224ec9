/**
 * Where each output position along one axis takes its values from, as data/resize.ts plans it, in scratch memory: a
 * kind and the length of the source, then 16 bytes a position: index, fraction, head, end.
 */
const LENGTH: usize = 4;
const POSITIONS: usize = 16;

const CUBIC = 0;
const LINEAR = 1;
const AREA = 2;

/** Bytes of a plan of `count` positions. */
export function planBytes(count: i32): usize {
  return POSITIONS + ((<usize>count) << 4);
}

/** Plans `count` positions from `start` of an axis resized from `sourceLength` to `length`. */
export function planAxis(
  plan: usize,
  sourceLength: i32,
  length: i32,
  start: i32,
  count: i32,
  bilinear: bool,
): void {
  store<i32>(plan, bilinear ? (length < sourceLength ? AREA : LINEAR) : CUBIC);
  store<i32>(plan, sourceLength, LENGTH);
  if (load<i32>(plan) === AREA) {
    planAreas(plan, sourceLength, <f32>sourceLength / <f32>length, start, count);
    return;
  }
  const scale: f32 = length === 1 ? 0 : <f32>(sourceLength - 1) / <f32>(length - 1);
  for (let i = 0; i < count; i++) {
    const position = start + i;
    let exact: f32 = <f32>position;
    if (sourceLength !== length) {
      exact = position === length - 1 ? <f32>(sourceLength - 1) : <f32>position * scale;
    }
    const at = plan + POSITIONS + ((<usize>i) << 4);
    store<i32>(at, <i32>exact);
    store<f32>(at, exact - <f32>load<i32>(at), 4);
  }
}

function planAreas(plan: usize, sourceLength: i32, scale: f32, start: i32, count: i32): void {
  for (let i = 0; i < count; i++) {
    const from = <f32>(start + i) * scale;
    const to = <f32>(start + i + 1) * scale;
    const at = plan + POSITIONS + ((<usize>i) << 4);
    const index = <i32>from;
    const end = <i32>to;
    store<i32>(at, index);
    store<f32>(at, end < sourceLength ? to - <f32>end : 0, 4);
    store<f32>(at, 1 - (from - <f32>index), 8);
    store<i32>(at, end, 12);
  }
}

/** The first sample that any position reads. */
export function firstSample(plan: usize): i32 {
  const index = load<i32>(plan + POSITIONS);
  return load<i32>(plan) === CUBIC ? max<i32>(index - 1, 0) : index;
}

/** The last sample that any of `count` positions reads. */
export function lastSample(plan: usize, count: i32): i32 {
  const at = plan + POSITIONS + ((<usize>(count - 1)) << 4);
  const kind = load<i32>(plan);
  const reach = kind === AREA ? load<i32>(at, 12) : load<i32>(at) + (kind === CUBIC ? 2 : 1);
  return min<i32>(reach, load<i32>(plan, LENGTH) - 1);
}

/**
 * Resamples one line of pixels, each a v128 of its channels: sample s lies at `from + s * pitch`, output i goes to
 * `to + i * toPitch`. Every operation is rounded as data/resize.ts writes it, so nothing is fused.
 */
export function resample(
  plan: usize,
  count: i32,
  from: usize,
  pitch: usize,
  to: usize,
  toPitch: usize,
): void {
  const kind = load<i32>(plan);
  const length = load<i32>(plan, LENGTH);
  let at = plan + POSITIONS;
  for (let i = 0; i < count; i++, at += 16, to += toPitch) {
    const index = load<i32>(at);
    const fraction = load<f32>(at, 4);
    const here = from + <usize>index * pitch;
    if (kind === AREA) v128.store(to, average(at, length, from, pitch));
    else if (fraction === 0) v128.store(to, v128.load(here));
    else {
      const p1 = v128.load(here);
      const p2 = v128.load(here + pitch);
      const x = f32x4.splat(fraction);
      if (kind === LINEAR) {
        const rest = f32x4.splat(1 - fraction);
        v128.store(to, f32x4.add(f32x4.mul(rest, p1), f32x4.mul(x, p2)));
        continue;
      }
      const p0 = index > 0 ? v128.load(here - pitch) : f32x4.sub(f32x4.add(p1, p1), p2);
      const p3 = index + 2 < length ? v128.load(here + 2 * pitch) : f32x4.sub(f32x4.add(p2, p2), p1);
      v128.store(to, cubic(p0, p1, p2, p3, x));
    }
  }
}

/** Catmull-Rom between p1 and p2. */
function cubic(p0: v128, p1: v128, p2: v128, p3: v128, x: v128): v128 {
  const third = f32x4.sub(f32x4.add(f32x4.mul(f32x4.splat(3), f32x4.sub(p1, p2)), p3), p0);
  const twice = f32x4.sub(f32x4.add(p0, p0), f32x4.mul(f32x4.splat(5), p1));
  const second = f32x4.sub(f32x4.add(twice, f32x4.mul(f32x4.splat(4), p2)), p3);
  const inner = f32x4.add(second, f32x4.mul(x, third));
  const first = f32x4.add(f32x4.sub(p2, p0), f32x4.mul(x, inner));
  return f32x4.add(p1, f32x4.mul(f32x4.mul(f32x4.splat(0.5), x), first));
}

function average(at: usize, length: i32, from: usize, pitch: usize): v128 {
  const first = load<i32>(at);
  const fraction = load<f32>(at, 4);
  const end = load<i32>(at, 12);
  let weight = load<f32>(at, 8);
  let sum = f32x4.mul(f32x4.splat(weight), v128.load(from + <usize>first * pitch));
  for (let s = first + 1; s < end && s < length; s++) {
    sum = f32x4.add(sum, v128.load(from + <usize>s * pitch));
    weight += 1;
  }
  if (fraction > 0) {
    sum = f32x4.add(sum, f32x4.mul(f32x4.splat(fraction), v128.load(from + <usize>end * pitch)));
    weight += fraction;
  }
  return f32x4.div(sum, f32x4.splat(weight));
}

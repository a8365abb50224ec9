import { ELEMENTS_PER_TILE } from './layout';
import { address, elementsBegin, integer, number } from './record';
import { copy, madd } from './vector';

/** Byte offset of a tile's end in a vector of `length`, rounded up to 16: segments are padded to 64 bytes. */
function end(length: i32, tile: i32): usize {
  return (<usize>((min<u32>(<u32>length, <u32>(tile + 1) * ELEMENTS_PER_TILE) + 3) & ~3)) << 2;
}

/** Torch's optim.sgd over a segment or a part of one: a tile is some neighbouring parameters. */
export function sgd(record: usize, tile: i32, scratch: usize): void {
  const at = elementsBegin(tile);
  const parameters = address(record, 0) + at;
  const gradients = address(record, 1) + at;
  const kept = address(record, 2);
  const velocity = kept ? kept + at : 0;
  const count = min<i32>(ELEMENTS_PER_TILE, integer(record, 4) - tile * ELEMENTS_PER_TILE);
  const whole = (<usize>(count & ~3)) << 2;
  descend(record, parameters, gradients, velocity, whole);
  const rest = count & 3;
  if (rest === 0) return;
  // Behind a part lie other parameters, so its last few are worked out beside.
  copy(scratch, parameters + whole, rest);
  copy(scratch + 16, gradients + whole, rest);
  if (velocity) copy(scratch + 32, velocity + whole, rest);
  descend(record, scratch, scratch + 16, velocity ? scratch + 32 : 0, 16);
  copy(parameters + whole, scratch, rest);
  if (velocity) copy(velocity + whole, scratch + 32, rest);
}

/** The same on so many bytes, a multiple of 16. */
function descend(record: usize, parameters: usize, gradients: usize, velocity: usize, bytes: usize): void {
  const hyper = address(record, 3);
  const momentum = f32x4.splat(number(record, 5));
  // The first step takes the gradient as it is.
  const first = load<f32>(hyper, 4) !== 0;
  const carried = first ? f32x4.splat(0) : momentum;
  const taken = first ? f32x4.splat(1) : f32x4.splat(number(record, 6));
  const nesterov = integer(record, 7);
  const decay = f32x4.splat(number(record, 8));
  const rate = f32x4.splat(-load<f32>(hyper));
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(parameters + at);
    const g = madd(decay, x, v128.load(gradients + at));
    let d = g;
    if (velocity) {
      const old = first ? f32x4.splat(0) : v128.load(velocity + at);
      const v = madd(carried, old, f32x4.mul(taken, g));
      v128.store(velocity + at, v);
      d = nesterov ? madd(momentum, v, g) : v;
    }
    v128.store(parameters + at, madd(rate, d, x));
  }
}

/** Torch's optim.adam over a segment: a tile is some neighbouring parameters. */
export function adam(record: usize, tile: i32): void {
  const parameters = address(record, 0);
  const gradients = address(record, 1);
  const firstMoment = address(record, 2);
  const secondMoment = address(record, 3);
  const hyper = address(record, 4);
  const length = integer(record, 5);
  const beta1 = f32x4.splat(number(record, 6));
  const rest1 = f32x4.splat(number(record, 7));
  const beta2 = f32x4.splat(number(record, 8));
  const rest2 = f32x4.splat(number(record, 9));
  const epsilon = f32x4.splat(number(record, 10));
  const decay = f32x4.splat(number(record, 11));
  const rate = f32x4.splat(load<f32>(hyper));
  const last = end(length, tile);
  for (let at = elementsBegin(tile); at < last; at += 16) {
    const x = v128.load(parameters + at);
    const g = madd(decay, x, v128.load(gradients + at));
    const m = madd(beta1, v128.load(firstMoment + at), f32x4.mul(rest1, g));
    const v = madd(beta2, v128.load(secondMoment + at), f32x4.mul(rest2, f32x4.mul(g, g)));
    v128.store(firstMoment + at, m);
    v128.store(secondMoment + at, v);
    const step = f32x4.div(f32x4.mul(rate, m), f32x4.add(f32x4.sqrt(v), epsilon));
    v128.store(parameters + at, f32x4.sub(x, step));
  }
}

/** average += share * (x - average), over a segment or a statistic. A step that is not due touches neither. */
export function average(record: usize, tile: i32): void {
  const x = address(record, 0);
  const averages = address(record, 1);
  const share = load<f32>(address(record, 2), 8);
  const length = integer(record, 3);
  if (share === 0) return;
  const shares = f32x4.splat(share);
  const last = end(length, tile);
  // In neighbouring pairs of 128 bits, which V8's revectorizer joins to 256; the second may lie in the padding.
  for (let at = elementsBegin(tile); at < last; at += 32) {
    const low = v128.load(averages + at);
    const high = v128.load(averages + at, 16);
    const lowMoved = madd(shares, f32x4.sub(v128.load(x + at), low), low);
    const highMoved = madd(shares, f32x4.sub(v128.load(x + at, 16), high), high);
    v128.store(averages + at, highMoved, 16);
    v128.store(averages + at, lowMoved);
  }
}

import { MUON_ELEMENTS } from './layout';
import { address, integer, number } from './record';
import { loadFirst, madd, storeFirst } from './vector';

/** The sum of the squares of 4 lanes, in two halves. */
function squares(x: v128): v128 {
  const low = f64x2.promote_low_f32x4(x);
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  return f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high));
}

/**
 * v = momentum * v + g and u = g + momentum * v where `nesterov`, else u = v; without v u = g. A tile is some
 * neighbouring elements, the sum of whose squares goes to norms[tile].
 */
export function muonMomentum(record: usize, tile: i32): void {
  const gradients = address(record, 0);
  const velocity = address(record, 1);
  const update = address(record, 2);
  const norms = address(record, 3);
  const length = integer(record, 4);
  const momentum = f32x4.splat(number(record, 5));
  const nesterov = integer(record, 6);
  const begin = tile * MUON_ELEMENTS;
  const end = min<i32>(length, begin + MUON_ELEMENTS);
  let at = (<usize>begin) << 2;
  let sum = f64x2.splat(0);
  let i = begin;
  // Whole vectors apart from the last few elements: `loadFirst` and `storeFirst` are calls, which cost a third here.
  for (; i + 4 <= end; i += 4, at += 16) {
    const g = v128.load(gradients + at);
    let u = g;
    if (velocity) {
      const v = madd(momentum, v128.load(velocity + at), g);
      v128.store(velocity + at, v);
      u = nesterov ? madd(momentum, v, g) : v;
    }
    v128.store(update + at, u);
    sum = f64x2.add(sum, squares(u));
  }
  if (i < end) {
    const g = loadFirst(gradients + at, end - i);
    let u = g;
    if (velocity) {
      const v = madd(momentum, loadFirst(velocity + at, end - i), g);
      storeFirst(velocity + at, v, end - i);
      u = nesterov ? madd(momentum, v, g) : v;
    }
    storeFirst(update + at, u, end - i);
    sum = f64x2.add(sum, squares(u));
  }
  store<f64>(norms + ((<usize>tile) << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
}

/** 1 / max(norm, least), from the `tiles` sums of squares of muonMomentum; 1 where there are none. */
export function inverseNorm(norms: usize, tiles: i32, least: f32): f32 {
  if (!norms) return 1;
  let sum: f64 = 0;
  for (let i = 0; i < tiles; i++) sum += load<f64>(norms + ((<usize>i) << 3));
  return <f32>(1 / max<f64>(sqrt(sum), <f64>least));
}

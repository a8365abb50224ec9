/** a * b + c on 4 lanes: one rounding where relaxed SIMD brings a fused operation, two where it does not. */
export function madd(a: v128, b: v128, c: v128): v128 {
  if (RELAXED) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** c - a * b on 4 lanes, rounded as `madd` is. */
export function nmadd(a: v128, b: v128, c: v128): v128 {
  if (RELAXED) return f32x4.relaxed_nmadd(a, b, c);
  return f32x4.sub(c, f32x4.mul(a, b));
}

/** 0 in every lane. */
export function zero(): v128 {
  return f32x4.splat(0);
}

/** x > 0 ? x : 0 on 4 lanes; not a number becomes 0. */
export function rectify(x: v128): v128 {
  return f32x4.pmax(zero(), x);
}

/** The sum of 4 lanes: (0 + 2) + (1 + 3). */
export function laneSum(x: v128): f32 {
  const pairs = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** The first `count` float32 at an address, at most 4; the other lanes are 0. */
export function loadFirst(at: usize, count: i32): v128 {
  if (count >= 4) return v128.load(at);
  let x = v128.load32_zero(at);
  if (count > 1) x = v128.load32_lane(at + 4, x, 1);
  if (count > 2) x = v128.load32_lane(at + 8, x, 2);
  return x;
}

/** Stores the first `count` lanes, at most 4. */
export function storeFirst(at: usize, x: v128, count: i32): void {
  if (count >= 4) {
    v128.store(at, x);
    return;
  }
  v128.store32_lane(at, x, 0);
  if (count > 1) v128.store32_lane(at + 4, x, 1);
  if (count > 2) v128.store32_lane(at + 8, x, 2);
}

/** Fills `count` float32 with zeros. */
export function clear(at: usize, count: i32): void {
  const end = at + ((<usize>count) << 2);
  for (; at + 16 <= end; at += 16) v128.store(at, zero());
  for (; at < end; at += 4) store<f32>(at, 0);
}

/** Copies `count` float32 forwards. */
export function copy(to: usize, from: usize, count: i32): void {
  const end = to + ((<usize>count) << 2);
  for (; to + 16 <= end; to += 16, from += 16) v128.store(to, v128.load(from));
  for (; to < end; to += 4, from += 4) store<f32>(to, load<f32>(from));
}

/**
 * Brings `count` runs of `bytes` bytes, `pitch` bytes apart, near before they are used: reads a number of each of their
 * lines of the cache, so that all are waited for at once and not one after the other. What is read for nothing would be
 * left out, so the sum goes to `sink`.
 */
export function fetch(at: usize, count: i32, pitch: usize, bytes: usize, sink: usize): void {
  let sum = load<i32>(sink);
  for (; count > 0; count--, at += pitch) {
    for (let line: usize = 0; line < bytes; line += 64) sum += load<i32>(at + line);
  }
  store<i32>(sink, sum);
}

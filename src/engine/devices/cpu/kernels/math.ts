import { madd } from './vector';

/**
 * e^x on 4 lanes, within 2 units in the last place; below -104 it is 0, above 88.8 infinite. x = n ln 2 + r with n
 * whole, the polynomial of Cephes' expf (Moshier) for e^r, and 2^n in two factors, so that subnormal results are right.
 */
export function exp4(x: v128): v128 {
  x = f32x4.min(f32x4.max(x, f32x4.splat(-110)), f32x4.splat(100));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504088896341)));
  let r = madd(n, f32x4.splat(-0.693359375), x);
  r = madd(n, f32x4.splat(2.1219444e-4), r);
  let p = f32x4.splat(1.98756915e-4);
  p = madd(p, r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(madd(f32x4.mul(p, r), r, r), f32x4.splat(1));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(p, power(half)), power(i32x4.sub(whole, half)));
}

/** 2^n on 4 lanes, n whole from -126 to 127. */
function power(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** The natural logarithm on 4 lanes of normal numbers above 0, within 2 units in the last place: Cephes' logf. */
export function log4(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const e = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const m = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const z = f32x4.sub(m, f32x4.splat(1));
  let p = f32x4.splat(7.0376836292e-2);
  p = madd(p, z, f32x4.splat(-1.151461031e-1));
  p = madd(p, z, f32x4.splat(1.167699874e-1));
  p = madd(p, z, f32x4.splat(-1.2420140846e-1));
  p = madd(p, z, f32x4.splat(1.4249322787e-1));
  p = madd(p, z, f32x4.splat(-1.6668057665e-1));
  p = madd(p, z, f32x4.splat(2.0000714765e-1));
  p = madd(p, z, f32x4.splat(-2.4999993993e-1));
  p = madd(p, z, f32x4.splat(3.3333331174e-1));
  const square = f32x4.mul(z, z);
  let y = f32x4.mul(f32x4.mul(p, z), square);
  y = madd(e, f32x4.splat(-2.1219444e-4), y);
  y = madd(square, f32x4.splat(-0.5), y);
  return madd(e, f32x4.splat(0.693359375), f32x4.add(z, y));
}

/** tanh on 4 lanes, within 2 units in the last place: Cephes' tanhf. */
export function tanh4(x: v128): v128 {
  const size = f32x4.abs(x);
  const square = f32x4.mul(x, x);
  let p = f32x4.splat(-5.70498872745e-3);
  p = madd(p, square, f32x4.splat(2.06390887954e-2));
  p = madd(p, square, f32x4.splat(-5.37397155531e-2));
  p = madd(p, square, f32x4.splat(1.33314422036e-1));
  p = madd(p, square, f32x4.splat(-3.33332819422e-1));
  const near = madd(f32x4.mul(p, square), x, x);
  const grown = f32x4.add(exp4(f32x4.add(size, size)), f32x4.splat(1));
  const far = f32x4.sub(f32x4.splat(1), f32x4.div(f32x4.splat(2), grown));
  const signed = v128.or(far, v128.and(x, i32x4.splat(0x80000000)));
  return v128.bitselect(near, signed, f32x4.lt(size, f32x4.splat(0.625)));
}

/** 1 / (1 + e^-x) on 4 lanes. */
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

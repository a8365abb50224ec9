import { madd, rectify } from './vector';

/** The tile is added to what lies in C; without it C is written anew, from the bias where there is one. */
export const ADD = 1;
/** max(0, y) at the end. */
export const RECTIFY = 2;

/** Rows of a tile. */
export const ROWS = 4;

/** `multiplyStrided` of packed operands: A[k][4], B[k][TILE]. */
export function multiplyTile(
  a: usize,
  b: usize,
  depth: i32,
  c: usize,
  pitch: usize,
  bias: usize,
  mode: i32,
): void {
  multiplyStrided(a, 4, 16, b, TILE << 2, depth, c, pitch, bias, mode);
}

/**
 * THE inner loop of every product: C[4][TILE] (+)= sum over k < depth of A[4][k] * B[k][TILE], rows of C `pitch` bytes
 * apart, rows of A `row` and its columns `step` bytes, rows of B `next` bytes. Each element is summed in the order of
 * k from 0, then added to what it starts from, so that both widths give the same bits. `bias` points to 4 numbers, one
 * a row, or is 0.
 *
 * The 16 columns are written as neighbouring pairs of 128 bits, which V8's revectorizer joins to 256. Of each pair the
 * second is stored first, here and everywhere: the other way round V8 13.6 (Node 24) stores the first one twice.
 */
export function multiplyStrided(
  a: usize,
  row: usize,
  step: usize,
  b: usize,
  next: usize,
  depth: i32,
  c: usize,
  pitch: usize,
  bias: usize,
  mode: i32,
): void {
  if (TILE === 16) multiply16(a, row, step, b, next, depth, c, pitch, bias, mode);
  else multiply8(a, row, step, b, next, depth, c, pitch, bias, mode);
}

function multiply8(
  a: usize,
  row: usize,
  step: usize,
  b: usize,
  next: usize,
  depth: i32,
  c: usize,
  pitch: usize,
  bias: usize,
  mode: i32,
): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  let r1 = a + row;
  let r2 = r1 + row;
  let r3 = r2 + row;
  for (let k = 0; k < depth; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = madd(a0, b0, c00);
    c01 = madd(a0, b1, c01);
    const a1 = v128.load32_splat(r1);
    c10 = madd(a1, b0, c10);
    c11 = madd(a1, b1, c11);
    const a2 = v128.load32_splat(r2);
    c20 = madd(a2, b0, c20);
    c21 = madd(a2, b1, c21);
    const a3 = v128.load32_splat(r3);
    c30 = madd(a3, b0, c30);
    c31 = madd(a3, b1, c31);
    a += step;
    r1 += step;
    r2 += step;
    r3 += step;
    b += next;
  }
  finish8(c, bias, mode, c00, c01);
  finish8(c + pitch, bias ? bias + 4 : 0, mode, c10, c11);
  finish8(c + 2 * pitch, bias ? bias + 8 : 0, mode, c20, c21);
  finish8(c + 3 * pitch, bias ? bias + 12 : 0, mode, c30, c31);
}

function finish8(c: usize, bias: usize, mode: i32, c0: v128, c1: v128): void {
  if (mode & ADD) {
    c0 = f32x4.add(v128.load(c), c0);
    c1 = f32x4.add(v128.load(c, 16), c1);
  } else if (bias) {
    const start = v128.load32_splat(bias);
    c0 = f32x4.add(start, c0);
    c1 = f32x4.add(start, c1);
  }
  if (mode & RECTIFY) {
    c0 = rectify(c0);
    c1 = rectify(c1);
  }
  v128.store(c, c1, 16);
  v128.store(c, c0);
}

function multiply16(
  a: usize,
  row: usize,
  step: usize,
  b: usize,
  next: usize,
  depth: i32,
  c: usize,
  pitch: usize,
  bias: usize,
  mode: i32,
): void {
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c02 = f32x4.splat(0);
  let c03 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c12 = f32x4.splat(0);
  let c13 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c22 = f32x4.splat(0);
  let c23 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  let c32 = f32x4.splat(0);
  let c33 = f32x4.splat(0);
  let r1 = a + row;
  let r2 = r1 + row;
  let r3 = r2 + row;
  for (let k = 0; k < depth; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = v128.load(b, 32);
    const b3 = v128.load(b, 48);
    const a0 = v128.load32_splat(a);
    c00 = madd(a0, b0, c00);
    c01 = madd(a0, b1, c01);
    c02 = madd(a0, b2, c02);
    c03 = madd(a0, b3, c03);
    const a1 = v128.load32_splat(r1);
    c10 = madd(a1, b0, c10);
    c11 = madd(a1, b1, c11);
    c12 = madd(a1, b2, c12);
    c13 = madd(a1, b3, c13);
    const a2 = v128.load32_splat(r2);
    c20 = madd(a2, b0, c20);
    c21 = madd(a2, b1, c21);
    c22 = madd(a2, b2, c22);
    c23 = madd(a2, b3, c23);
    const a3 = v128.load32_splat(r3);
    c30 = madd(a3, b0, c30);
    c31 = madd(a3, b1, c31);
    c32 = madd(a3, b2, c32);
    c33 = madd(a3, b3, c33);
    a += step;
    r1 += step;
    r2 += step;
    r3 += step;
    b += next;
  }
  const d = c + pitch;
  const e = d + pitch;
  const f = e + pitch;
  if (mode & ADD) {
    c00 = f32x4.add(v128.load(c), c00);
    c01 = f32x4.add(v128.load(c, 16), c01);
    c02 = f32x4.add(v128.load(c, 32), c02);
    c03 = f32x4.add(v128.load(c, 48), c03);
    c10 = f32x4.add(v128.load(d), c10);
    c11 = f32x4.add(v128.load(d, 16), c11);
    c12 = f32x4.add(v128.load(d, 32), c12);
    c13 = f32x4.add(v128.load(d, 48), c13);
    c20 = f32x4.add(v128.load(e), c20);
    c21 = f32x4.add(v128.load(e, 16), c21);
    c22 = f32x4.add(v128.load(e, 32), c22);
    c23 = f32x4.add(v128.load(e, 48), c23);
    c30 = f32x4.add(v128.load(f), c30);
    c31 = f32x4.add(v128.load(f, 16), c31);
    c32 = f32x4.add(v128.load(f, 32), c32);
    c33 = f32x4.add(v128.load(f, 48), c33);
  } else if (bias) {
    const s0 = v128.load32_splat(bias);
    c00 = f32x4.add(s0, c00);
    c01 = f32x4.add(s0, c01);
    c02 = f32x4.add(s0, c02);
    c03 = f32x4.add(s0, c03);
    const s1 = v128.load32_splat(bias, 4);
    c10 = f32x4.add(s1, c10);
    c11 = f32x4.add(s1, c11);
    c12 = f32x4.add(s1, c12);
    c13 = f32x4.add(s1, c13);
    const s2 = v128.load32_splat(bias, 8);
    c20 = f32x4.add(s2, c20);
    c21 = f32x4.add(s2, c21);
    c22 = f32x4.add(s2, c22);
    c23 = f32x4.add(s2, c23);
    const s3 = v128.load32_splat(bias, 12);
    c30 = f32x4.add(s3, c30);
    c31 = f32x4.add(s3, c31);
    c32 = f32x4.add(s3, c32);
    c33 = f32x4.add(s3, c33);
  }
  if (mode & RECTIFY) {
    c00 = rectify(c00);
    c01 = rectify(c01);
    c02 = rectify(c02);
    c03 = rectify(c03);
    c10 = rectify(c10);
    c11 = rectify(c11);
    c12 = rectify(c12);
    c13 = rectify(c13);
    c20 = rectify(c20);
    c21 = rectify(c21);
    c22 = rectify(c22);
    c23 = rectify(c23);
    c30 = rectify(c30);
    c31 = rectify(c31);
    c32 = rectify(c32);
    c33 = rectify(c33);
  }
  v128.store(c, c01, 16);
  v128.store(c, c00);
  v128.store(c, c03, 48);
  v128.store(c, c02, 32);
  v128.store(d, c11, 16);
  v128.store(d, c10);
  v128.store(d, c13, 48);
  v128.store(d, c12, 32);
  v128.store(e, c21, 16);
  v128.store(e, c20);
  v128.store(e, c23, 48);
  v128.store(e, c22, 32);
  v128.store(f, c31, 16);
  v128.store(f, c30);
  v128.store(f, c33, 48);
  v128.store(f, c32, 32);
}

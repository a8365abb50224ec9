import { ADD, multiplyStrided, ROWS } from './micro';
import { madd } from './vector';

/**
 * C[rows][TILE] (+)= A[rows][k] * B[k][TILE] over k < depth, `rows` a multiple of 4: `multiplyStrided` over all rows,
 * with the same bits. Tiles of six rows where registers hold them reach a tenth more than those of four.
 */
export function multiplyRows(
  a: usize,
  row: usize,
  step: usize,
  b: usize,
  next: usize,
  depth: i32,
  c: usize,
  pitch: usize,
  rows: i32,
  mode: i32,
): void {
  if (TILE === 16) {
    for (const fours = ((rows >> 2) % 3) << 2; rows > fours; rows -= 6) {
      multiplySix(a, row, step, b, next, depth, c, pitch, mode);
      a += 6 * row;
      c += 6 * pitch;
    }
  }
  for (; rows > 0; rows -= ROWS) {
    multiplyStrided(a, row, step, b, next, depth, c, pitch, 0, mode);
    a += ROWS * row;
    c += ROWS * pitch;
  }
}

/** `multiplyStrided` of six rows of 16 columns, without a bias. */
function multiplySix(
  a: usize,
  row: usize,
  step: usize,
  b: usize,
  next: usize,
  depth: i32,
  c: usize,
  pitch: usize,
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
  let c40 = f32x4.splat(0);
  let c41 = f32x4.splat(0);
  let c42 = f32x4.splat(0);
  let c43 = f32x4.splat(0);
  let c50 = f32x4.splat(0);
  let c51 = f32x4.splat(0);
  let c52 = f32x4.splat(0);
  let c53 = f32x4.splat(0);
  let r1 = a + row;
  let r2 = r1 + row;
  let r3 = r2 + row;
  let r4 = r3 + row;
  let r5 = r4 + row;
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
    const a4 = v128.load32_splat(r4);
    c40 = madd(a4, b0, c40);
    c41 = madd(a4, b1, c41);
    c42 = madd(a4, b2, c42);
    c43 = madd(a4, b3, c43);
    const a5 = v128.load32_splat(r5);
    c50 = madd(a5, b0, c50);
    c51 = madd(a5, b1, c51);
    c52 = madd(a5, b2, c52);
    c53 = madd(a5, b3, c53);
    a += step;
    r1 += step;
    r2 += step;
    r3 += step;
    r4 += step;
    r5 += step;
    b += next;
  }
  const t1 = c + pitch;
  const t2 = t1 + pitch;
  const t3 = t2 + pitch;
  const t4 = t3 + pitch;
  const t5 = t4 + pitch;
  if (mode & ADD) {
    c00 = f32x4.add(v128.load(c), c00);
    c01 = f32x4.add(v128.load(c, 16), c01);
    c02 = f32x4.add(v128.load(c, 32), c02);
    c03 = f32x4.add(v128.load(c, 48), c03);
    c10 = f32x4.add(v128.load(t1), c10);
    c11 = f32x4.add(v128.load(t1, 16), c11);
    c12 = f32x4.add(v128.load(t1, 32), c12);
    c13 = f32x4.add(v128.load(t1, 48), c13);
    c20 = f32x4.add(v128.load(t2), c20);
    c21 = f32x4.add(v128.load(t2, 16), c21);
    c22 = f32x4.add(v128.load(t2, 32), c22);
    c23 = f32x4.add(v128.load(t2, 48), c23);
    c30 = f32x4.add(v128.load(t3), c30);
    c31 = f32x4.add(v128.load(t3, 16), c31);
    c32 = f32x4.add(v128.load(t3, 32), c32);
    c33 = f32x4.add(v128.load(t3, 48), c33);
    c40 = f32x4.add(v128.load(t4), c40);
    c41 = f32x4.add(v128.load(t4, 16), c41);
    c42 = f32x4.add(v128.load(t4, 32), c42);
    c43 = f32x4.add(v128.load(t4, 48), c43);
    c50 = f32x4.add(v128.load(t5), c50);
    c51 = f32x4.add(v128.load(t5, 16), c51);
    c52 = f32x4.add(v128.load(t5, 32), c52);
    c53 = f32x4.add(v128.load(t5, 48), c53);
  }
  v128.store(c, c01, 16);
  v128.store(c, c00);
  v128.store(c, c03, 48);
  v128.store(c, c02, 32);
  v128.store(t1, c11, 16);
  v128.store(t1, c10);
  v128.store(t1, c13, 48);
  v128.store(t1, c12, 32);
  v128.store(t2, c21, 16);
  v128.store(t2, c20);
  v128.store(t2, c23, 48);
  v128.store(t2, c22, 32);
  v128.store(t3, c31, 16);
  v128.store(t3, c30);
  v128.store(t3, c33, 48);
  v128.store(t3, c32, 32);
  v128.store(t4, c41, 16);
  v128.store(t4, c40);
  v128.store(t4, c43, 48);
  v128.store(t4, c42, 32);
  v128.store(t5, c51, 16);
  v128.store(t5, c50);
  v128.store(t5, c53, 48);
  v128.store(t5, c52, 32);
}

import { ELEMENTS_PER_TILE, EPOCH, KEY_HIGH, KEY_LOW, PHILOX_NUMBERS, STEP } from './layout';
import { address, elementsBegin, elementsEnd, integer, number } from './record';

/**
 * y = keep ? x * factor : 0 by Philox4x32-10: 16 elements at once, four counters side by side, one a lane. `stream`
 * is counter word 1; kept where the low 23 bits are at least `threshold`.
 */
export function dropout(record: usize, tile: i32): void {
  const x = address(record, 0);
  const y = address(record, 1);
  const stream = integer(record, 2);
  const threshold = i32x4.splat(integer(record, 3));
  const factor = f32x4.splat(number(record, 4));
  const end = elementsEnd(record, tile);
  // Constants come from memory and stay in registers: those of the code are made anew at each use.
  const m0 = v128.load32_splat(PHILOX_NUMBERS << 2);
  const m1 = v128.load32_splat((PHILOX_NUMBERS + 1) << 2);
  const step0 = v128.load32_splat((PHILOX_NUMBERS + 2) << 2);
  const step1 = v128.load32_splat((PHILOX_NUMBERS + 3) << 2);
  let block = tile * (ELEMENTS_PER_TILE >> 2);
  for (let at = elementsBegin(tile); at < end; at += 64, block += 4) {
    let c0 = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
    let c1 = i32x4.splat(stream);
    let c2 = v128.load32_splat(STEP << 2);
    let c3 = v128.load32_splat(EPOCH << 2);
    let k0 = v128.load32_splat(KEY_LOW << 2);
    let k1 = v128.load32_splat(KEY_HIGH << 2);
    for (let round = 0; round < 10; round++) {
      const a = i64x2.extmul_low_i32x4_u(c0, m0);
      const b = i64x2.extmul_high_i32x4_u(c0, m0);
      const c = i64x2.extmul_low_i32x4_u(c2, m1);
      const d = i64x2.extmul_high_i32x4_u(c2, m1);
      c0 = v128.xor(v128.xor(v128.shuffle<i32>(c, d, 1, 3, 5, 7), c1), k0);
      c1 = v128.shuffle<i32>(c, d, 0, 2, 4, 6);
      c2 = v128.xor(v128.xor(v128.shuffle<i32>(a, b, 1, 3, 5, 7), c3), k1);
      c3 = v128.shuffle<i32>(a, b, 0, 2, 4, 6);
      k0 = i32x4.add(k0, step0);
      k1 = i32x4.add(k1, step1);
    }
    // Words of one counter lie in one lane of each: turned, they are the words of four neighbouring elements.
    const p = v128.shuffle<i32>(c0, c1, 0, 4, 1, 5);
    const q = v128.shuffle<i32>(c2, c3, 0, 4, 1, 5);
    const r = v128.shuffle<i32>(c0, c1, 2, 6, 3, 7);
    const s = v128.shuffle<i32>(c2, c3, 2, 6, 3, 7);
    keep(x + at, y + at, v128.shuffle<i64>(p, q, 0, 2), threshold, factor);
    keep(x + at + 16, y + at + 16, v128.shuffle<i64>(p, q, 1, 3), threshold, factor);
    keep(x + at + 32, y + at + 32, v128.shuffle<i64>(r, s, 0, 2), threshold, factor);
    keep(x + at + 48, y + at + 48, v128.shuffle<i64>(r, s, 1, 3), threshold, factor);
  }
}

function keep(x: usize, y: usize, words: v128, threshold: v128, factor: v128): void {
  const kept = i32x4.ge_s(v128.and(words, i32x4.splat(0x7fffff)), threshold);
  v128.store(y, v128.and(f32x4.mul(v128.load(x), factor), kept));
}

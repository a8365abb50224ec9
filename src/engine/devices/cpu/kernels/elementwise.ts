import { sigmoid4, tanh4 } from './math';
import { address, batch, elementsBegin, elementsEnd, integer, number } from './record';
import { rectify, zero } from './vector';

/** y = x > 0 ? x : 0. */
export function relu(record: usize, tile: i32): void {
  const x = address(record, 0);
  const y = address(record, 1);
  const end = elementsEnd(record, tile);
  for (let at = elementsBegin(tile); at < end; at += 32) {
    const from = x + at;
    const to = y + at;
    const a = rectify(v128.load(from));
    const b = rectify(v128.load(from, 16));
    v128.store(to, b, 16);
    v128.store(to, a);
  }
}

/** dx = y > 0 ? dy : 0. */
export function reluGradient(record: usize, tile: i32): void {
  const dy = address(record, 0);
  const y = address(record, 1);
  const dx = address(record, 2);
  const end = elementsEnd(record, tile);
  for (let at = elementsBegin(tile); at < end; at += 32) {
    const gradient = dy + at;
    const value = y + at;
    const to = dx + at;
    const a = v128.and(v128.load(gradient), f32x4.gt(v128.load(value), zero()));
    const b = v128.and(v128.load(gradient, 16), f32x4.gt(v128.load(value, 16), zero()));
    v128.store(to, b, 16);
    v128.store(to, a);
  }
}

/** y = 1 / (1 + e^-x). */
export function sigmoid(record: usize, tile: i32): void {
  const x = address(record, 0);
  const y = address(record, 1);
  const end = elementsEnd(record, tile);
  for (let at = elementsBegin(tile); at < end; at += 16) v128.store(y + at, sigmoid4(v128.load(x + at)));
}

/** dx = dy * y * (1 - y). */
export function sigmoidGradient(record: usize, tile: i32): void {
  const dy = address(record, 0);
  const y = address(record, 1);
  const dx = address(record, 2);
  const end = elementsEnd(record, tile);
  for (let at = elementsBegin(tile); at < end; at += 16) {
    const value = v128.load(y + at);
    const slope = f32x4.mul(value, f32x4.sub(f32x4.splat(1), value));
    v128.store(dx + at, f32x4.mul(v128.load(dy + at), slope));
  }
}

/** y = tanh(x). */
export function tanh(record: usize, tile: i32): void {
  const x = address(record, 0);
  const y = address(record, 1);
  const end = elementsEnd(record, tile);
  for (let at = elementsBegin(tile); at < end; at += 16) v128.store(y + at, tanh4(v128.load(x + at)));
}

/** dx = dy * (1 - y^2). */
export function tanhGradient(record: usize, tile: i32): void {
  const dy = address(record, 0);
  const y = address(record, 1);
  const dx = address(record, 2);
  const end = elementsEnd(record, tile);
  for (let at = elementsBegin(tile); at < end; at += 16) {
    const value = v128.load(y + at);
    const slope = f32x4.sub(f32x4.splat(1), f32x4.mul(value, value));
    v128.store(dx + at, f32x4.mul(v128.load(dy + at), slope));
  }
}

/** y = factor * x. */
export function scale(record: usize, tile: i32): void {
  const x = address(record, 0);
  const y = address(record, 1);
  const factor = f32x4.splat(number(record, 2));
  const end = elementsEnd(record, tile);
  for (let at = elementsBegin(tile); at < end; at += 32) {
    const from = x + at;
    const to = y + at;
    const a = f32x4.mul(v128.load(from), factor);
    const b = f32x4.mul(v128.load(from, 16), factor);
    v128.store(to, b, 16);
    v128.store(to, a);
  }
}

/** y = a + b. */
export function addPair(record: usize, tile: i32): void {
  const a = address(record, 0);
  const b = address(record, 1);
  const y = address(record, 2);
  const end = elementsEnd(record, tile);
  for (let at = elementsBegin(tile); at < end; at += 32) {
    const left = a + at;
    const right = b + at;
    const to = y + at;
    const low = f32x4.add(v128.load(left), v128.load(right));
    const high = f32x4.add(v128.load(left, 16), v128.load(right, 16));
    v128.store(to, high, 16);
    v128.store(to, low);
  }
}

/** dx = 2 * (x - target), divided by the number of elements where `average`; `size` elements an image. */
export function meanSquaredErrorGradient(record: usize, tile: i32): void {
  const x = address(record, 0);
  const target = address(record, 1);
  const dx = address(record, 2);
  const average = integer(record, 3);
  const size = integer(record, 4);
  const factor = average ? <f32>(2 / (<f64>batch() * <f64>size)) : 2;
  const factors = f32x4.splat(factor);
  const end = elementsEnd(record, tile);
  for (let at = elementsBegin(tile); at < end; at += 16) {
    v128.store(dx + at, f32x4.mul(factors, f32x4.sub(v128.load(x + at), v128.load(target + at))));
  }
}

import { exp4, log4, sigmoid4, tanh4 } from './math';
import { multiplyTile } from './micro';

/** `count` products of one tile, for timing: A [depth][4], B [depth][TILE], C [4][TILE]. */
export function timeTiles(a: usize, b: usize, depth: i32, c: usize, count: i32): void {
  for (let i = 0; i < count; i++) multiplyTile(a, b, depth, c, TILE << 2, 0, 0);
}

/** A function on 4 x `count` float32, for tests of its accuracy: 0 exp, 1 log, 2 tanh, 3 sigmoid. */
export function evaluateFunction(which: i32, from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i++, from += 16, to += 16) {
    const x = v128.load(from);
    if (which === 0) v128.store(to, exp4(x));
    else if (which === 1) v128.store(to, log4(x));
    else if (which === 2) v128.store(to, tanh4(x));
    else v128.store(to, sigmoid4(x));
  }
}

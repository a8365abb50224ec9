import { PHILOX_CONSTANTS } from '../../../random/philox.ts';

const [multiplier0, multiplier1, weyl0, weyl1] = PHILOX_CONSTANTS.map((word) => `${word}u`);

/**
 * WGSL of Philox4x32-10 (random/philox.ts): the four words of a block at the run's step and epoch. STREAM, word 1 of
 * the counter, is declared beside it.
 */
export const PHILOX = `
fn multiply_high(a: u32, b: u32) -> u32 {
  let a0 = a & 0xffffu;
  let a1 = a >> 16u;
  let b0 = b & 0xffffu;
  let b1 = b >> 16u;
  let middle = a1 * b0 + ((a0 * b0) >> 16u);
  let carried = a0 * b1 + (middle & 0xffffu);
  return a1 * b1 + (middle >> 16u) + (carried >> 16u);
}

fn philox(block: u32) -> vec4u {
  var c = vec4u(block, STREAM, run.step, run.epoch);
  var k = vec2u(run.key0, run.key1);
  for (var round = 0; round < 10; round++) {
    let high0 = multiply_high(${multiplier0}, c.x);
    let high1 = multiply_high(${multiplier1}, c.z);
    c = vec4u(high1 ^ c.y ^ k.x, ${multiplier1} * c.z, high0 ^ c.w ^ k.y, ${multiplier0} * c.x);
    k = k + vec2u(${weyl0}, ${weyl1});
  }
  return c;
}`;

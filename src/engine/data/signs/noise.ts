import type { Random } from '../../random/streams.ts';

const SIDE = 32;

/** A square of random values, 0 to 1, that repeats in both directions. */
export type NoiseTable = Float32Array;

export function createNoise(random: Random): NoiseTable {
  return Float32Array.from({ length: SIDE * SIDE }, () => (random.nextUint32() >>> 8) / 0x1000000);
}

/** Smooth noise, 0 to 1, that changes over lengths of about 1. */
export function smoothNoise(table: NoiseTable, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const s = ease(x - left);
  const t = ease(y - top);
  const column = left & (SIDE - 1);
  const next = (left + 1) & (SIDE - 1);
  const row = (top & (SIDE - 1)) * SIDE;
  const under = ((top + 1) & (SIDE - 1)) * SIDE;
  const above = table[row + column] + s * (table[row + next] - table[row + column]);
  const below = table[under + column] + s * (table[under + next] - table[under + column]);
  return above + t * (below - above);
}

function ease(t: number): number {
  return t * t * (3 - 2 * t);
}

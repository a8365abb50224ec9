import type { ValueId } from '../compiler/program.ts';
import type { Executable, Position } from '../devices/device.ts';
import type { TensorDeclaration } from '../nn/module.ts';
import { elements } from '../nn/shape.ts';
import { createRandom } from '../random/streams.ts';

type Initial = Pick<TensorDeclaration, 'shape' | 'initialisation'>;

/** Where in the random streams all conformance programs run: no word of the counter is 0. */
export const POSITION: Position = { seed: 20_261, epoch: 3, step: 7 };

/** Normal numbers about 0.13, exact in float32, the same for the same seed. */
export function lopsided(count: number, seed: number): Float64Array {
  const random = createRandom(seed, 'weights');
  return Float64Array.from({ length: count }, () => Math.fround(0.13 + 0.9 * random.nextNormal()));
}

/** Uniform numbers from `low` to `high`, exact in float32. */
export function uniform(count: number, seed: number, low: number, high: number): Float64Array {
  const random = createRandom(seed, 'weights');
  return Float64Array.from({ length: count }, () => Math.fround(low + (high - low) * random.nextUniform()));
}

/**
 * Numbers for a tensor that starts as declared, but never all alike: what starts as one value lies from `below`
 * under it to 0.83 above.
 */
export function initialNumbers(
  { shape, initialisation }: Initial,
  seed: number,
  below: number,
): Float64Array {
  return initialisation.kind === 'uniform'
    ? uniform(elements(shape), seed, initialisation.low, initialisation.high)
    : uniform(elements(shape), seed, initialisation.value + below, initialisation.value + 0.83);
}

/** Classes below `classes`, the same for the same seed. */
export function someLabels(count: number, seed: number, classes: number): Int32Array {
  const random = createRandom(seed, 'weights');
  return Int32Array.from({ length: count }, () => random.nextInteger(classes));
}

/** The first `count` numbers of a value: n images of a batch value, all of a fixed one. */
export async function readValue(
  executable: Executable,
  value: ValueId,
  n: number,
  count: number,
): Promise<Float64Array> {
  const into = new Float64Array(count);
  await executable.read(value, n, into);
  return into;
}

/**
 * Throws where a number differs by more than `tolerance` times the largest expected one, or is not finite.
 * `floor` stands in for a largest number that is smaller.
 */
export function assertClose(
  what: string,
  found: Float64Array,
  expected: ArrayLike<number>,
  tolerance: number,
  floor = 1e-6,
): void {
  if (found.length !== expected.length) {
    throw new Error(`${what}: found ${found.length} numbers, expected ${expected.length}`);
  }
  let largest = floor;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(expected[i]));
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(found[i] - expected[i]) / largest;
    if (difference <= tolerance) continue;
    const share = `${difference.toExponential(1)} of the largest, expected at most ${tolerance}`;
    throw new Error(`${what}: number ${i} is ${found[i]}, expected ${expected[i]} (off by ${share})`);
  }
}

/** Throws unless both hold the same bits. */
export function assertSame(what: string, found: ArrayLike<number>, expected: ArrayLike<number>): void {
  const at = Array.from(expected).findIndex((value, i) => !Object.is(value, found[i]));
  if (at === -1 && found.length === expected.length) return;
  throw new Error(`${what}: number ${at} is ${found[at]}, expected ${expected[at]}, the same bits`);
}

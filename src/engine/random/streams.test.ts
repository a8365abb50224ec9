import { expect, test } from 'vitest';
import { philox } from './philox.ts';
import { createRandom, keyWords, streams, streamWord, uniform23 } from './streams.ts';

const place = { node: 37, step: 1201, epoch: 6 };

test('a seed splits into two words, the whole safe range kept apart', () => {
  expect(keyWords(5)).toEqual([5, 0]);
  expect(keyWords(0x1_2345_6789_abc)).toEqual([0x56789abc, 0x1234]);
  expect(keyWords(Number.MAX_SAFE_INTEGER)).toEqual([0xffffffff, 0x1fffff]);
});

test.each([-1, 1.5, 2 ** 53, Number.NaN])('a seed of %d is refused', (seed) => {
  expect(() => createRandom(seed, 'weights')).toThrow(`seed is ${seed}`);
});

test('element 4g+j is output j of block g, at the packed counter', () => {
  const random = createRandom(0x1_2345_6789_abc, 'dropout', place);
  const drawn = Array.from({ length: 11 }, () => random.nextUint32());
  const expected = new Uint32Array(12);
  for (let g = 0; g < 3; g++) philox(0x56789abc, 0x1234, g, (3 << 16) | 37, 1201, 6, expected, 4 * g);
  expect(drawn).toEqual([...expected.subarray(0, 11)]);
});

test('streams, nodes, steps and epochs do not share words', () => {
  const first = new Set<number>();
  for (const stream of Object.keys(streams) as (keyof typeof streams)[]) {
    for (const [node, step, epoch] of [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]) {
      first.add(createRandom(9, stream, { node, step, epoch }).nextUint32());
    }
  }
  expect(first.size).toBe(8 * 4);
});

test('reset starts another place from its first element', () => {
  const random = createRandom(11, 'augmentation');
  random.nextUint32();
  random.reset(37, 1201, 6);
  const fresh = createRandom(11, 'augmentation', place);
  expect([random.nextUint32(), random.nextUint32()]).toEqual([fresh.nextUint32(), fresh.nextUint32()]);
});

test('a uniform number is made of 53 bits of two words', () => {
  const words = createRandom(3, 'limit');
  const expected = (BigInt(words.nextUint32() >>> 5) << 26n) | BigInt(words.nextUint32() >>> 6);
  expect(createRandom(3, 'limit').nextUniform()).toBe(Number(expected) / 2 ** 53);
});

test('uniform and normal numbers have the moments they should', () => {
  const random = createRandom(2026, 'weights', { node: 4 });
  const count = 40_000;
  let uniform = 0;
  let normal = 0;
  let square = 0;
  for (let i = 0; i < count; i++) {
    uniform += random.nextUniform();
    const value = random.nextNormal();
    normal += value;
    square += value * value;
  }
  // Five standard errors: 1/sqrt(12 n), 1/sqrt(n), sqrt(2/n).
  expect(Math.abs(uniform / count - 0.5)).toBeLessThan(5 / Math.sqrt(12 * count));
  expect(Math.abs(normal / count)).toBeLessThan(5 / Math.sqrt(count));
  expect(Math.abs(square / count - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
});

test('whole numbers below a bound come up equally often, the bound never', () => {
  const random = createRandom(8, 'split');
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < 21_000; i++) counts[random.nextInteger(7)]++;
  for (const count of counts) expect(Math.abs(count - 3000)).toBeLessThan(5 * Math.sqrt(3000));
  expect(counts).toHaveLength(7);
});

test('words past the last whole multiple of the bound are passed over', () => {
  // Of the words below 2^32 only those below 3 * 2^30 are fair to 3 * 2^30: a quarter is drawn again.
  const below = 3 * 2 ** 30;
  const random = createRandom(8, 'split');
  const plain = createRandom(8, 'split');
  const kept = Array.from({ length: 400 }, () => plain.nextUint32()).filter((word) => word < below);
  expect(kept.length).toBeLessThan(340);
  expect(kept.map(() => random.nextInteger(below))).toEqual(kept);
});

test('nextInteger takes the two ends of its range', () => {
  const random = createRandom(8, 'split');
  expect(random.nextInteger(1)).toBe(0);
  expect(random.nextInteger(2 ** 32)).toBeGreaterThan(0xffff);
});

test('a device draws from the 23 low bits of a word', () => {
  expect(uniform23(0xffffffff)).toBe(2 ** 23 - 1);
  expect(uniform23(0x70c6f6af)).toBe(0x46f6af);
});

test('the stream word holds stream and node', () => {
  expect(streamWord('signs', 42)).toBe(0x6002a);
});

import { expect, test } from 'vitest';
import type { ImageRecord } from './dataset.ts';
import { appearances, drawBalanced } from './sampling.ts';

/** 90 images of class 0, 9 of class 1 and one of class 2, mixed as they lie. */
const labels = Array.from({ length: 100 }, (_, i) => (i === 37 ? 2 : i % 11 === 5 ? 1 : 0));
const records: ImageRecord[] = labels.map((label, i) => {
  return { offset: 0, width: 7, height: 5, label, track: '', file: `${i}.ppm` };
});
const indices = Uint32Array.from(labels, (_, i) => i);
const COUNTS = [90, 9, 1];

/** How often each image is drawn. */
function timesDrawn(balance: number, seed: number, epoch: number): number[] {
  const times = new Array<number>(100).fill(0);
  for (const index of drawBalanced(records, indices, balance, seed, epoch)) times[index]++;
  return times;
}

/** How often each image is expected, by hand: its class's weight over the sum of all images' weights, times 100. */
function expected(balance: number): number[] {
  const weights = COUNTS.map((count) => count ** -balance);
  const total = COUNTS.reduce((sum, count, c) => sum + count * weights[c], 0);
  return labels.map((label) => (100 * weights[label]) / total);
}

test('the classes are as many as they say', () => {
  expect(COUNTS.map((_, c) => labels.filter((label) => label === c).length)).toEqual(COUNTS);
});

test('without balance the images are those there are', () => {
  expect(drawBalanced(records, indices, 0, 5, 2)).toBe(indices);
});

test.each([0.3, 0.5, 1])(
  'with balance %d each image is drawn as often as the whole number below or above',
  (b) => {
    const shares = expected(b);
    for (let epoch = 1; epoch <= 40; epoch++) {
      const times = timesDrawn(b, 5, epoch);
      expect(times.reduce((sum, count) => sum + count, 0)).toBe(100);
      for (const [i, count] of times.entries()) {
        expect([Math.floor(shares[i]), Math.ceil(shares[i])], `image ${i}, epoch ${epoch}`).toContain(count);
      }
    }
  },
);

test('over many epochs the numbers come to those expected', () => {
  const EPOCHS = 4000;
  const sums = new Array<number>(100).fill(0);
  for (let epoch = 1; epoch <= EPOCHS; epoch++)
    for (const [i, count] of timesDrawn(0.5, 8, epoch).entries()) sums[i] += count;
  // Between two whole numbers a count is Bernoulli's: its deviation is at most 1/2. Five standard errors.
  for (const [i, share] of expected(0.5).entries())
    expect(Math.abs(sums[i] / EPOCHS - share), `image ${i}`).toBeLessThan(2.5 / Math.sqrt(EPOCHS));
});

test('with a balance of 1 every class has as many draws, to one', () => {
  const times = timesDrawn(1, 5, 1);
  const byClass = COUNTS.map((_, c) =>
    times.reduce((sum, count, i) => sum + (labels[i] === c ? count : 0), 0),
  );
  for (const draws of byClass) expect(Math.abs(draws - 100 / 3)).toBeLessThan(1);
});

test('seed and epoch decide the draws, and nothing else', () => {
  const draws = (seed: number, epoch: number) => drawBalanced(records, indices, 0.5, seed, epoch).join();
  expect(draws(5, 2)).toBe(draws(5, 2));
  expect(draws(5, 3)).not.toBe(draws(5, 2));
  expect(draws(6, 2)).not.toBe(draws(5, 2));
});

test('a selection is drawn from alone, by its own counts', () => {
  // 30 of class 0 and the one of class 2: with a balance of 1 half the draws each.
  const some = indices.filter((i) => labels[i] === 2 || (labels[i] === 0 && i >= 60));
  const drawn = drawBalanced(records, some, 1, 5, 1);
  expect(drawn).toHaveLength(some.length);
  expect(drawn.every((index) => some.includes(index))).toBe(true);
  const ones = drawn.filter((index) => index === 37).length;
  expect(Math.abs(ones - some.length / 2)).toBeLessThan(1);
});

test('an image that comes again knows how often it was there', () => {
  expect([...appearances(Uint32Array.of(7, 2, 7, 7, 0, 2), 8)]).toEqual([0, 0, 1, 2, 0, 1]);
});

import { expect, test } from 'vitest';
import { TRANSFORM_SIZE } from '../data/transform.ts';
import type { Batch } from '../devices/device.ts';
import { batchCount, createBatch, evaluationBatches, trainingBatches } from './batches.ts';
import { tinySource } from './testing/tinyRun.ts';

const source = tinySource([9, 2, 7, 4, 0, 10, 3]);
const options = { seed: 31, epoch: 2, augmentation: 'tutorial', balance: 0 } as const;

/** What a batch says of each image. */
function images({ count, indices, labels, transforms }: Batch): [number, number, string][] {
  return Array.from({ length: count }, (_, i) => [
    indices[i],
    labels[i],
    transforms.slice(i * TRANSFORM_SIZE, (i + 1) * TRANSFORM_SIZE).join(),
  ]);
}

/** A whole pass, batch by batch, in any order of steps. */
function pass(
  fill: ReturnType<typeof trainingBatches>,
  batchSize: number,
  order?: number[],
): [number, number, string][] {
  const batch = createBatch(batchSize);
  const steps = order ?? [...Array(batchCount(7, batchSize)).keys()];
  return steps.flatMap((step) => {
    fill(batch, step);
    return images(batch);
  });
}

test('a pass takes as many batches as it needs, the last one partial', () => {
  expect([0, 1, 4, 5, 8, 9].map((count) => batchCount(count, 4))).toEqual([0, 1, 1, 2, 2, 3]);
  const batch = createBatch(3);
  const fill = trainingBatches(source, 3, options);
  const counts = [0, 1, 2].map((step) => {
    fill(batch, step);
    return batch.count;
  });
  expect(counts).toEqual([3, 3, 1]);
});

test('each image comes once, with its own class', () => {
  const seen = pass(trainingBatches(source, 3, options), 3);
  expect(seen.map(([index]) => index).sort((a, b) => a - b)).toEqual([0, 2, 3, 4, 7, 9, 10]);
  for (const [index, label] of seen) expect(label).toBe((index * 2) % 3);
});

test('order and augmentation depend on seed and epoch, on nothing else', () => {
  const expected = pass(trainingBatches(source, 3, options), 3);
  expect(pass(trainingBatches(source, 3, options), 3)).toEqual(expected);
  // However large the batches, and however the steps were come by.
  expect(pass(trainingBatches(source, 2, options), 2)).toEqual(expected);
  expect(pass(trainingBatches(source, 7, options), 7)).toEqual(expected);
  const backwards = pass(trainingBatches(source, 1, options), 1, [6, 5, 4, 3, 2, 1, 0]);
  expect(backwards.reverse()).toEqual(expected);
  for (const other of [{ epoch: 3 }, { epoch: 1 }, { seed: 32 }]) {
    const moved = pass(trainingBatches(source, 3, { ...options, ...other }), 3);
    expect(moved.map(([index]) => index)).not.toEqual(expected.map(([index]) => index));
    const transforms = new Map(moved.map(([index, , transform]) => [index, transform]));
    for (const [index, , transform] of expected) expect(transforms.get(index)).not.toBe(transform);
  }
});

test('an image is augmented alike whatever else is trained on', () => {
  const all = new Map(
    pass(trainingBatches(source, 3, options), 3).map(([index, , transform]) => [index, transform]),
  );
  const few = tinySource([10, 4]);
  const batch = createBatch(2);
  trainingBatches(few, 2, options)(batch, 0);
  for (const [index, , transform] of images(batch)) expect(transform).toBe(all.get(index));
});

test('evaluation keeps the order given and augments nothing', () => {
  const seen = pass(evaluationBatches(source, 3), 3);
  expect(seen.map(([index]) => index)).toEqual([9, 2, 7, 4, 0, 10, 3]);
  expect(pass(evaluationBatches(source, 2), 2)).toEqual(seen);
  const plain = pass(trainingBatches(source, 3, { ...options, augmentation: 'none' }), 3);
  const byIndex = new Map(plain.map(([index, , transform]) => [index, transform]));
  for (const [index, , transform] of seen) expect(transform).toBe(byIndex.get(index));
});

test('with balance a rare image comes again, changed otherwise each time', () => {
  const balanced = { ...options, balance: 1 };
  const lone = tinySource([9, 2, 5, 8, 4, 7, 1]);
  const labels = [9, 2, 5, 8, 4, 7, 1].map((index) => (index * 2) % 3);
  const rare = labels.filter((label) => label === 0).length;
  expect(rare).toBe(1);
  const seen = pass(trainingBatches(lone, 3, balanced), 3);
  expect(seen).toHaveLength(7);
  const nines = seen.filter(([index]) => index === 9);
  expect([2, 3]).toContain(nines.length);
  expect(new Set(nines.map(([, , transform]) => transform)).size).toBe(nines.length);
  // Its first appearance is changed as the only one is without balance.
  const plain = pass(trainingBatches(lone, 3, options), 3);
  expect(nines[0]).toEqual(plain.find(([index]) => index === 9));
  expect(pass(trainingBatches(lone, 2, balanced), 2, [3, 2, 1, 0]).sort()).toEqual([...seen].sort());
});

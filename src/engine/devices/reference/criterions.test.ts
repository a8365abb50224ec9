import { describe, expect, test } from 'vitest';
import { accumulate } from './criterions.ts';

const position = { seed: 1, epoch: 1, step: 0 };

/** The metrics after a batch of three images of three classes. */
function metrics(scores: number[], before = [0, 0, 0, 0]): number[] {
  const tensor = (data: number[], shape: number[]) => ({ data: Float64Array.from(data), shape });
  const total = tensor(before, [4]);
  const inputs = [tensor(scores, [3]), tensor([0, 2, 1], []), tensor([0.37], [1]), total];
  accumulate({ inputs, outputs: [], attributes: { sizeAverage: true }, n: 3, position });
  return [...total.data];
}

describe('accumulate', () => {
  test('counts an image as correct where the first of its largest scores is its class', () => {
    const found = metrics([7, 7, 1, 4, 9, 9, 2, 3, 3]);
    expect(found[2]).toBe(2);
  });

  test('counts an image with a score that is not a number as wrong', () => {
    expect(metrics([7, 1, Number.NaN, 4, 8, 9, 2, 3, 1])[2]).toBe(2);
  });

  test('adds the loss of each image, and the images', () => {
    const found = metrics([1, 0, 0, 1, 0, 0, 1, 0, 0], [2.5, 0, 4, 11]);
    expect(found[0] - found[1]).toBeCloseTo(2.5 + 3 * 0.37, 12);
    expect(found.slice(2)).toEqual([5, 14]);
  });
});

import { describe, expect, test } from 'vitest';
import { createRandom } from '../../random/streams.ts';
import { dropout } from './dropout.ts';

const position = { seed: 2 ** 40 + 7, epoch: 3, step: 11 };

/** The factors a mask gives a batch of two images of 13 numbers. */
function mask(
  change: Partial<typeof position & { node: number; probability: number; count: number }> = {},
): number[] {
  const { node = 5, probability = 0.3, count = 13, ...place } = change;
  const x = { data: new Float64Array(2 * count).fill(1), shape: [count] };
  const y = { data: new Float64Array(2 * count).fill(Number.NaN), shape: [count] };
  const attributes = { probability, scale: 1 / (1 - probability), node };
  dropout({ inputs: [x], outputs: [y], attributes, n: 2, position: { ...position, ...place } });
  return [...y.data];
}

describe('dropout', () => {
  test("keeps an element where its word of the node's stream says so, counted through the batch", () => {
    const random = createRandom(position.seed, 'dropout', { node: 5, step: 11, epoch: 3 });
    const threshold = Math.round(0.3 * 2 ** 23);
    const expected = Array.from({ length: 26 }, () =>
      (random.nextUint32() & 0x7fffff) >= threshold ? 1 / 0.7 : 0,
    );
    expect(mask()).toEqual(expected);
  });

  test('drops others for another seed, epoch, step or node', () => {
    const masks = [{}, { seed: 7 }, { epoch: 4 }, { step: 12 }, { node: 6 }].map((change) =>
      mask(change).join(),
    );
    expect(new Set(masks).size).toBe(masks.length);
  });

  test('drops the share that it is told', () => {
    for (const probability of [0.17, 0.62]) {
      const dropped = mask({ probability, count: 20_000 }).filter((factor) => factor === 0).length / 40_000;
      expect(Math.abs(dropped - probability)).toBeLessThan(0.01);
    }
  });
});

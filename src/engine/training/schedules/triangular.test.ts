import { expect, test } from 'vitest';
import { schedules } from './registry.ts';

/** The rates of a whole run, its steps cut into epochs. */
function rates(totalSteps: number, peak: number, stepsPerEpoch: number, learningRate = 1): number[] {
  const { rate } = schedules.get('triangular') ?? { rate: () => Number.NaN };
  return Array.from({ length: totalSteps }, (_, t) => {
    const epoch = Math.floor(t / stepsPerEpoch) + 1;
    return rate({ peak }, learningRate, { epoch, step: t % stepsPerEpoch, stepsPerEpoch, totalSteps });
  });
}

function expectRates(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [t, rate] of expected.entries()) expect(found[t], `step ${t}`).toBeCloseTo(rate, 14);
}

test('the rate rises to the whole over a share of all steps, and falls to nothing after the last', () => {
  const eighths = [1, 7 / 8, 6 / 8, 5 / 8, 4 / 8, 3 / 8, 2 / 8, 1 / 8];
  expectRates(rates(10, 0.2, 3), [0.5, 1, ...eighths]);
  // However the steps are cut into epochs.
  expect(rates(10, 0.2, 10)).toEqual(rates(10, 0.2, 3));
  expectRates(rates(10, 0.2, 3, 0.07), [0.035, 0.07, ...eighths.map((part) => 0.07 * part)]);
});

test('a top between two steps is cut off at the whole rate', () => {
  // peak * T = 2.1: rising by 1 / 2.1, falling by 1 / 4.9.
  expectRates(
    rates(7, 0.3, 7),
    [1, 2]
      .map((t) => t / 2.1)
      .concat(
        1,
        [4, 3, 2, 1].map((left) => left / 4.9),
      ),
  );
});

test('without a rise the first step has the whole rate; with the longest the last one does', () => {
  expectRates(rates(4, 0, 4), [1, 3 / 4, 2 / 4, 1 / 4]);
  expectRates(rates(4, 0.999, 4), [1, 2, 3].map((t) => t / 3.996).concat(1));
});

test('a run of one step trains', () => {
  expect(rates(1, 0.2, 5)).toEqual([1]);
});

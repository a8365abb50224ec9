import { expect, test } from 'vitest';
import { epochPlaceWords, epochsAt, epochWords, isThrough, runSteps } from './epochs.ts';

test('a run has as few steps as come to its epochs', () => {
  expect([0, 0.01, 0.4, 0.41, 1, 1.5, 20].map((epochs) => runSteps(epochs, 10))).toEqual([
    0, 1, 4, 5, 10, 15, 200,
  ]);
  // In float64 this is 7.000000000000001.
  expect(0.07 * 100).toBeGreaterThan(7);
  expect(runSteps(0.07, 100)).toBe(7);
});

test('a run that did its steps is through, whatever rounding left', () => {
  for (const [epochs, steps] of [
    [0.4, 1226],
    [1.1, 30],
    [0.7, 10],
    [2, 7],
    [0.3333333334, 3],
  ]) {
    const total = runSteps(epochs, steps);
    const at = (done: number) => epochsAt({ epoch: Math.floor(done / steps) + 1, step: done % steps, steps });
    expect(isThrough(at(total), epochs), `${epochs} epochs`).toBe(true);
    expect(isThrough(at(total - 1), epochs), `${epochs} epochs less a step`).toBe(false);
  }
});

test('epochs are told with two digits after the point at most, and never as none where there are some', () => {
  expect([20, 0.4, 491 / 1226, 1.25, 1234.5, 1 / 1226, 0].map(epochWords)).toEqual([
    '20',
    '0.4',
    '0.4',
    '1.25',
    '1,234.5',
    '0.0008',
    '0',
  ]);
});

test('the place is a count of epochs in a run of whole ones, and what is done in any other', () => {
  const at = { epoch: 3, step: 2, steps: 8 };
  expect([20, 2.5, 2.2].map((epochs) => epochPlaceWords(at, epochs))).toEqual([
    '3/20',
    '2.25/2.5',
    '2.2/2.2',
  ]);
});

import { expect, test } from 'vitest';
import { createCurveBuffer } from '../run/curveBuffer.ts';
import { createSmoother } from './smoothing.ts';

function curveOf(points: readonly (readonly [at: number, loss: number])[]) {
  const curve = createCurveBuffer(() => {});
  for (const [at, loss] of points) curve.append({ at, loss, accuracy: loss / 10 });
  return curve;
}

test('the average begins at the first value, not at 0', () => {
  const curve = curveOf([
    [0.1, 3.7],
    [0.2, 3.7],
    [0.3, 3.7],
  ]);
  expect(Array.from(createSmoother('loss', 0.5).values(curve))).toEqual([3.7, 3.7, 3.7].map(Math.fround));
});

test('each value is the mean weighted by distance in epochs', () => {
  const points = [
    [0.1, 4],
    [0.15, 1],
    [0.4, 2.5],
  ] as const;
  const weights = points.map(([at]) => Math.exp((at - 0.4) / 0.3));
  const expected =
    points.reduce((sum, [, loss], i) => sum + loss * weights[i], 0) / weights.reduce((a, b) => a + b);
  expect(createSmoother('loss', 0.3).values(curveOf(points))[2]).toBeCloseTo(expected, 6);
});

test('what comes later is added to what was smoothed before', () => {
  const points = Array.from({ length: 3000 }, (_, i) => [i / 100, Math.cos(i) + 2] as const);
  const curve = curveOf(points.slice(0, 700));
  const smoother = createSmoother('accuracy', 0.2);
  smoother.values(curve);
  for (const [at, loss] of points.slice(700)) curve.append({ at, loss, accuracy: loss / 10 });
  const whole = createSmoother('accuracy', 0.2).values(curveOf(points));
  expect(smoother.values(curve)).toEqual(whole);
});

test('a curve that was taken back is smoothed anew', () => {
  const curve = curveOf([
    [1, 9],
    [2, 9],
  ]);
  const smoother = createSmoother('loss', 1);
  smoother.values(curve);
  curve.append({ at: 0.5, loss: 1, accuracy: 0 });
  expect(Array.from(smoother.values(curve))).toEqual([1]);
});

test('a loss that is not a number leaves the average as it was', () => {
  const values = createSmoother('loss', 1).values(
    curveOf([
      [1, 2.5],
      [2, Number.NaN],
      [3, 2.5],
    ]),
  );
  expect(Array.from(values)).toEqual([2.5, 2.5, 2.5]);
});

import { expect, test } from 'vitest';
import { visiblePoints } from './buckets.ts';

function ramp(count: number): { at: Float64Array; values: Float32Array } {
  const at = Float64Array.from({ length: count }, (_, i) => (i + 1) / 1000);
  const values = Float32Array.from(at, (x) => Math.sin(7 * x) + (((x * 7919) % 1) - 0.5) / 3);
  return { at, values };
}

test('few points stay as they are, with one on each side of the range', () => {
  const { at, values } = ramp(10);
  const { x, y } = visiblePoints(at, values, 0.0035, 0.0065, 100);
  expect(Array.from(x)).toEqual([0.003, 0.004, 0.005, 0.006, 0.007]);
  expect(y[0]).toBe(values[2]);
});

test('many points become two a pixel column, within the range and ascending', () => {
  const { at, values } = ramp(100_000);
  const { x, y } = visiblePoints(at, values, 20, 60, 350);
  expect(x.length).toBe(700);
  expect(y.length).toBe(700);
  for (let i = 1; i < x.length; i++) expect(x[i]).toBeGreaterThan(x[i - 1]);
  expect(x[0]).toBeGreaterThanOrEqual(20);
  expect(x[699]).toBeLessThanOrEqual(60);
});

test('a single peak among 100,000 points is drawn, and so is a single dip', () => {
  const { at, values } = ramp(100_000);
  values[43_210] = 17;
  values[43_211] = -19;
  const { y } = visiblePoints(at, values, 0, 100, 350);
  const drawn = Array.from(y);
  expect(Math.max(...drawn)).toBe(17);
  // The peak came first.
  expect(drawn.indexOf(-19)).toBe(drawn.indexOf(17) + 1);
});

test('columns without points leave a gap in the list, not zeros', () => {
  const at = Float64Array.from({ length: 1000 }, (_, i) => (i < 500 ? i / 1000 : 9 + i / 1000));
  const { x, y } = visiblePoints(at, new Float32Array(1000).fill(0.7), 0, 10, 20);
  expect(x.length).toBe(4);
  expect(Array.from(y)).toEqual([0.7, 0.7, 0.7, 0.7].map(Math.fround));
});

test('a loss that is not a number is left out', () => {
  const { at, values } = ramp(1000);
  values.fill(Number.NaN, 0, 500);
  const { y } = visiblePoints(at, values, 0, 1, 10);
  expect(y.length).toBe(10);
  expect(Array.from(y).every(Number.isFinite)).toBe(true);
});

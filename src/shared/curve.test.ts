import { expect, test } from 'vitest';
import { createCurve } from './curve.ts';

const point = (i: number) => ({ at: i / 8, loss: 100 - i, accuracy: i / 1000 });

test('points come back as they were added, past the first memory', () => {
  const curve = createCurve();
  for (let i = 1; i <= 3000; i++) curve.add(point(i));
  const { at, loss, accuracy } = curve.columns();
  expect([curve.length, at.length, loss.length, accuracy.length]).toEqual([3000, 3000, 3000, 3000]);
  expect([at[0], at[2999], loss[1999], accuracy[999]]).toEqual([0.125, 375, -1900, 1]);
});

test('what it answers is a copy, which later points do not change', () => {
  const curve = createCurve(4);
  for (let i = 1; i <= 4; i++) curve.add(point(i));
  const before = curve.columns();
  for (let i = 5; i <= 9; i++) curve.add(point(i));
  expect([...before.at]).toEqual([0.125, 0.25, 0.375, 0.5]);
});

test('a point that does not lie after the last is left out', () => {
  const curve = createCurve();
  for (const i of [3, 3, 2, 4]) curve.add(point(i));
  expect([...curve.columns().at]).toEqual([0.375, 0.5]);
});

test('cut at a place, it keeps what lies there and before', () => {
  const curve = createCurve();
  for (let i = 1; i <= 5; i++) curve.add(point(i));
  curve.cutAfter(0.375);
  expect([...curve.columns().at]).toEqual([0.125, 0.25, 0.375]);
  curve.add(point(4));
  expect(curve.length).toBe(4);
  curve.cutAfter(0);
  expect(curve.length).toBe(0);
});

test('full, pairs of neighbours become their means and it goes on to its end', () => {
  const curve = createCurve(7);
  for (let i = 1; i <= 9; i++) curve.add(point(i));
  const { at, loss } = curve.columns();
  expect([...at]).toEqual([0.25, 0.5, 0.75, 1, 1.125]);
  expect([...loss]).toEqual([98.5, 96.5, 94.5, 92, 91]);
  for (let i = 10; i <= 100_000; i++) curve.add(point(i));
  expect(curve.length).toBeLessThanOrEqual(7);
  expect(curve.columns().at.at(-1)).toBe(12_500);
});

test('cut at a place inclusively, it gives up what lies there; every loss of points is another generation', () => {
  const curve = createCurve();
  for (let i = 1; i <= 5; i++) curve.add(point(i));
  const before = curve.generation;
  curve.cutAfter(7);
  expect(curve.generation).toBe(before);
  curve.cutAfter(0.375, true);
  expect([...curve.view().at]).toEqual([0.125, 0.25]);
  expect(curve.generation).toBeGreaterThan(before);
  expect(curve.end).toBe(0.25);
});

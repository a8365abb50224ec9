import { expect, test } from 'vitest';
import { createIntervals } from './intervals.ts';

const NOTHING = { loss: 0, accuracy: 0, images: 0 };

/** Progress as the engine tells it: means over all images of the epoch so far. */
function told(epoch: number, step: number, images: number, lossSum: number, correct: number) {
  return { epoch, step, steps: 8, end: 8, images, loss: lossSum / images, accuracy: correct / images };
}

function clock(): { now: () => number; pass: (milliseconds: number) => void } {
  let time = 5000;
  return { now: () => time, pass: (milliseconds) => (time += milliseconds) };
}

test('a point holds the means since the point before, not since the epoch began', () => {
  const { now, pass } = clock();
  const intervals = createIntervals(3, NOTHING, now);
  expect(intervals(told(3, 2, 20, 60, 5))).toEqual({ at: 2.25, loss: 3, accuracy: 0.25 });
  pass(100);
  const second = intervals(told(3, 5, 50, 105, 26));
  expect(second?.at).toBe(2.625);
  expect(second?.loss).toBeCloseTo(45 / 30, 12);
  expect(second?.accuracy).toBeCloseTo(21 / 30, 12);
});

test('at an epoch border nothing is lost and nothing counted twice', () => {
  const { now, pass } = clock();
  const intervals = createIntervals(1, NOTHING, now);
  intervals(told(1, 4, 40, 80, 4));
  pass(30);
  const end = intervals(told(1, 8, 75, 150, 39));
  expect(end).toMatchObject({ at: 1, loss: 2, accuracy: 1 });
  pass(100);
  expect(intervals(told(2, 1, 10, 7, 9))).toMatchObject({ at: 1.125, loss: 0.7, accuracy: 0.9 });
});

test('too early for a point, progress goes into the next one, over an epoch border too', () => {
  const { now, pass } = clock();
  const intervals = createIntervals(1, NOTHING, now);
  expect(intervals(told(1, 6, 60, 60, 6))).not.toBe(null);
  pass(10);
  expect(intervals(told(1, 7, 70, 90, 8))).toBe(null);
  pass(9);
  expect(intervals(told(1, 8, 75, 100, 11))).toBe(null);
  pass(40);
  expect(intervals(told(2, 1, 10, 5, 4))).toBe(null);
  pass(40);
  const point = intervals(told(2, 2, 25, 20, 10));
  expect(point?.at).toBe(1.25);
  expect(point?.loss).toBeCloseTo((40 + 20) / (15 + 25), 12);
  expect(point?.accuracy).toBeCloseTo((5 + 10) / 40, 12);
});

test('a run taken up within an epoch does not count what was counted before', () => {
  const intervals = createIntervals(2, { loss: 2, accuracy: 0.5, images: 30 });
  expect(intervals(told(2, 4, 40, 70, 25))).toMatchObject({ at: 1.5, loss: 1, accuracy: 1 });
});

import { expect, test } from 'vitest';
import { schedules } from '../../engine/training/schedules/registry.ts';
import { rateLine, schedulePoints } from './schedulePoints.ts';

function scheduled(type: string, params: Record<string, unknown>) {
  const definition = schedules.get(type);
  if (!definition) throw new Error(`there is no schedule ${type}`);
  return { definition, params: params as never };
}

const step = scheduled('step', { every: 3, factor: 0.25 });
const size = { width: 100, height: 44 };

test('a short run has a point for every step', () => {
  const points = schedulePoints(step, 0.8, { epochs: 4, stepsPerEpoch: 2 });
  expect(points.map(({ at }) => at)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5]);
  expect(points.map(({ rate }) => rate)).toEqual([0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.2, 0.2]);
});

test('a long run has 400 points at steps there are', () => {
  const points = schedulePoints(step, 0.8, { epochs: 1_000_000, stepsPerEpoch: 7 });
  expect(points).toHaveLength(400);
  expect(points[0]).toEqual({ at: 0, rate: 0.8 });
  expect(points[399].at).toBe(Math.floor((399 * 7_000_000) / 400) / 7);
});

test('a run of no epochs has none', () => {
  expect(schedulePoints(step, 0.8, { epochs: 0, stepsPerEpoch: 9 })).toEqual([]);
  expect(rateLine([], 0, size)).toBeNull();
});

test('a rate that stays is one line at the top', () => {
  const points = schedulePoints(scheduled('constant', {}), 0.03, { epochs: 5, stepsPerEpoch: 3 });
  expect(rateLine(points, 5, size)).toEqual({
    path: 'M0 2H100',
    least: 0.03,
    largest: 0.03,
    isLogarithmic: false,
  });
});

test('a rate that changes a little is drawn from nought', () => {
  const points = schedulePoints(step, 0.8, { epochs: 4, stepsPerEpoch: 2 });
  expect(rateLine(points, 4, size)).toEqual({
    path: 'M0 2H75V32H100',
    least: 0.2,
    largest: 0.8,
    isLogarithmic: false,
  });
});

test('a rate that changes by powers of ten is drawn by powers of ten', () => {
  const tenth = scheduled('step', { every: 1, factor: 0.1 });
  const points = schedulePoints(tenth, 1, { epochs: 5, stepsPerEpoch: 1 });
  const line = rateLine(points, 5, size);
  expect(line?.path).toBe('M0 2H20V12H40V22H60V32H80V42H100');
  expect(line?.isLogarithmic).toBe(true);
});

test('a learning rate of nought is a line at the bottom', () => {
  const points = schedulePoints(step, 0, { epochs: 4, stepsPerEpoch: 2 });
  expect(rateLine(points, 4, size)?.path).toBe('M0 42H100');
});

test('a run that ends within an epoch has a point for each of its steps', () => {
  const points = schedulePoints(scheduled('triangular', { peak: 0.5 }), 0.8, {
    epochs: 1.3,
    stepsPerEpoch: 3,
  });
  expect(points.map(({ at }) => at)).toEqual([0, 1 / 3, 2 / 3, 1]);
  expect(points.map(({ rate }) => rate)).toEqual([0.4, 0.8, 0.8, 0.4]);
});

test('a triangle is drawn with straight sides, though its ends are next to nothing', () => {
  const points = schedulePoints(scheduled('triangular', { peak: 0.2 }), 0.8, {
    epochs: 2,
    stepsPerEpoch: 150,
  });
  const line = rateLine(points, 2, size);
  expect(line?.isLogarithmic).toBe(false);
  expect(line && line.largest > 20 * line.least).toBe(true);
});

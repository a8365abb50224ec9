import { expect, test } from 'vitest';
import type { EpochLine } from '../../shared/api/runs.ts';
import { createCurveBuffer } from '../run/curveBuffer.ts';
import { chartData, nearestValue, strokesOf } from './chartData.ts';
import { type CurveRun, curveLines, lastEpoch } from './curveLines.ts';
import { readingAt, readingWords, spokenReadings } from './readings.ts';

function run(id: string, points: readonly number[], epochs: readonly Partial<EpochLine>[]): CurveRun {
  const curve = createCurveBuffer(() => {});
  for (const at of points) curve.append({ at, loss: 4 - at, accuracy: at / 5 });
  return { id, name: id.toUpperCase(), curve, epochs: epochs as EpochLine[] };
}

const line = (epoch: number, validation?: number, test?: number): EpochLine => ({
  epoch,
  train: { loss: 9, accuracy: 0.9 },
  ...(validation === undefined ? {} : { validation: { loss: validation, accuracy: validation / 10 } }),
  ...(test === undefined ? {} : { test: { loss: test, accuracy: test / 10 } }),
  seconds: 1,
  imagesPerSecond: 1,
});

test('a run alone has a line and a colour for each set it was measured on', () => {
  const lines = curveLines([run('a', [0.5], [line(1, 2, 3)])]);
  expect(lines.map(({ key, style }) => [key, style.colour, style.marker])).toEqual([
    ['a train', 1, 'none'],
    ['a validation', 2, 'circle'],
    ['a test', 3, 'square'],
  ]);
});

test('a set that a run was never measured on has no line', () => {
  expect(curveLines([run('a', [0.5], [line(1, undefined, 3)])]).map(({ split }) => split)).toEqual([
    'train',
    'test',
  ]);
});

test('compared runs have a colour each, and tell their sets apart by dash and marker', () => {
  const lines = curveLines([run('a', [0.5], [line(1, 2)]), run('b', [0.5], [line(1, 2)])]);
  expect(lines.map(({ style }) => style.colour)).toEqual([1, 1, 2, 2]);
  expect(new Set(lines.map(({ style }) => `${style.colour} ${style.marker}`)).size).toBe(4);
});

test('columns share their x, with null where a line has no point', () => {
  const [x, train, validation] = chartData(
    strokesOf(curveLines([run('a', [0.5, 1, 1.5], [line(1, 2.5)])]), 0),
    'loss',
    { from: 0, to: 2 },
    100,
  );
  expect(Array.from(x)).toEqual([0.5, 1, 1.5]);
  expect(train).toEqual([3.5, 3, 2.5]);
  expect(validation).toEqual([null, 2.5, null]);
});

test('a cursor between the values of a line points at the nearest', () => {
  const column = [null, 4, null, null, null, 7, null];
  expect([0, 2, 3, 4, 6].map((index) => nearestValue(column, index))).toEqual([1, 1, 1, 5, 5]);
  expect(nearestValue([null, undefined], 1)).toBe(1);
});

test('a smoothed line is drawn over its own faint values', () => {
  const strokes = strokesOf(curveLines([run('a', [0.5, 1], [line(1, 2)])]), 0.3);
  expect(strokes.map(({ line, isFaint, memory }) => [line.split, isFaint, memory])).toEqual([
    ['train', true, 0],
    ['train', false, 0.3],
    ['validation', false, 0],
  ]);
  const [, raw, smooth] = chartData(strokes, 'accuracy', { from: 0, to: 1 }, 100);
  expect(raw[1]).toBe(Math.fround(0.2));
  expect(smooth[0]).toBe(Math.fround(0.1));
  expect(Number(smooth[1])).toBeLessThan(0.2);
});

test('a run without points within epochs shows the means of its epochs', () => {
  const lines = curveLines([run('a', [], [line(1), line(2)])]);
  const [x, train] = chartData(strokesOf(lines, 1), 'loss', { from: 0, to: 2 }, 100);
  expect(Array.from(x)).toEqual([1, 2]);
  expect(train).toEqual([9, 9]);
});

test('a loss that is no number is a gap', () => {
  const one = run('a', [], [{ ...line(1), train: { loss: Number.NaN, accuracy: 0 } }, line(2)]);
  const [, train] = chartData(strokesOf(curveLines([one]), 0), 'loss', { from: 0, to: 2 }, 100);
  expect(train).toEqual([null, 9]);
});

test('the picture reaches to the furthest run', () => {
  expect(lastEpoch([run('a', [0.5, 2.75], [line(2)]), run('b', [0.5], [line(1)])])).toBe(2.75);
  expect(lastEpoch([run('a', [], [])])).toBe(0.1);
});

test('a reading is that of the nearest point, or of the epoch that is nearest', () => {
  const [train, validation] = curveLines([run('a', [0.5, 1, 1.5, 2], [line(1, 7), line(2, 6)])]);
  expect([0, 0.74, 0.76, 1.9, 2.4, 2.6, null].map((at) => readingAt(train, 'loss', at, 0))).toEqual([
    3.5,
    3.5,
    3,
    2,
    2,
    null,
    2,
  ]);
  expect([0.1, 1.4, 1.6, 3.2, null].map((at) => readingAt(validation, 'loss', at, 0.7))).toEqual([
    7,
    7,
    6,
    null,
    6,
  ]);
});

test('a reading of results that end within epochs is that of the nearest, and none long after the last', () => {
  const [, validation] = curveLines([run('a', [], [line(0.4, 7), line(1, 6), line(1.5, 5)])]);
  const places = [0, 0.4, 0.69, 0.71, 1.2, 1.25, 1.99, 2];
  expect(places.map((at) => readingAt(validation, 'loss', at, 0))).toEqual([7, 7, 7, 6, 6, 5, 5, null]);
});

test('what the lines are is told in words, with the run where there are several', () => {
  const one = curveLines([run('a', [0.5, 1], [line(1, 2.5)])]);
  expect(spokenReadings(one, 1, 0)).toBe(
    'Epoch 1.00. Training: loss 3, accuracy 20.00 %; Validation: loss 2.5, accuracy 25.00 %',
  );
  expect(spokenReadings(one, 9, 0)).toBe('Epoch 9.00: nothing measured');
  const two = curveLines([run('a', [0.5], []), run('b', [0.5], [])]);
  expect(spokenReadings(two, null, 0)).toBe(
    'Newest. A, training: loss 3.5, accuracy 10.00 %; B, training: loss 3.5, accuracy 10.00 %',
  );
  expect(readingWords('loss', null)).toBe('–');
});

test('a reading of a smoothed line is the smoothed one, before and after the curve grows', () => {
  const one = run('a', [0.5, 1], []);
  const [train] = curveLines([one]);
  const weight = Math.exp(-0.5 / 0.4);
  expect(readingAt(train, 'loss', null, 0.4)).toBeCloseTo((3 + 3.5 * weight) / (1 + weight), 6);
  one.curve.append({ at: 1.5, loss: 9, accuracy: 0 });
  expect(readingAt(train, 'loss', null, 0.4)).toBeGreaterThan(5);
  expect(readingAt(train, 'loss', null, 0)).toBe(9);
});

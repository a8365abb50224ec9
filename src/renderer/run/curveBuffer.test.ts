import { expect, test } from 'vitest';
import { firstNotBelow } from '../../shared/curve.ts';
import { createCurveBuffer } from './curveBuffer.ts';

/** A frame that comes when the test says. */
function frames() {
  const waiting: (() => void)[] = [];
  return {
    request: (callback: () => void) => void waiting.push(callback),
    pass: () => {
      for (const callback of waiting.splice(0)) callback();
    },
    count: () => waiting.length,
  };
}

const point = (at: number) => ({ at, loss: 3 - at / 7, accuracy: at / 11 });

test('points come back in the order they were added', () => {
  const buffer = createCurveBuffer(() => {});
  for (let i = 1; i <= 2500; i++) buffer.append(point(i / 13));
  const { at, loss, accuracy } = buffer.columns;
  expect(buffer.length).toBe(2500);
  expect(at[1999]).toBe(2000 / 13);
  expect(loss[1999]).toBe(Math.fround(3 - 2000 / 13 / 7));
  expect(accuracy[2499]).toBe(Math.fround(2500 / 13 / 11));
});

test('listeners hear once a frame, however many points came, and not after they left', () => {
  const { request, pass, count } = frames();
  const buffer = createCurveBuffer(request);
  let heard = 0;
  const stop = buffer.subscribe(() => heard++);
  buffer.append(point(0.1));
  buffer.append(point(0.2));
  expect([heard, count()]).toEqual([0, 1]);
  pass();
  expect(heard).toBe(1);
  buffer.append(point(0.3));
  pass();
  expect(heard).toBe(2);
  stop();
  buffer.append(point(0.4));
  pass();
  expect(heard).toBe(2);
});

test('a point at an earlier epoch takes the curve back to there', () => {
  const buffer = createCurveBuffer(() => {});
  for (const at of [0.25, 0.5, 0.75, 1]) buffer.append(point(at));
  const before = buffer.generation;
  buffer.append({ at: 0.6, loss: 9, accuracy: 0.9 });
  expect(Array.from(buffer.columns.at)).toEqual([0.25, 0.5, 0.6]);
  expect(buffer.columns.loss[2]).toBe(9);
  expect(buffer.generation).toBeGreaterThan(before);
});

test('a point at the same epoch replaces the one there', () => {
  const buffer = createCurveBuffer(() => {});
  buffer.append(point(0.25));
  buffer.append({ at: 0.25, loss: 5, accuracy: 0.5 });
  expect(Array.from(buffer.columns.loss)).toEqual([5]);
});

test('above the most points, neighbours become their mean and the curve stays whole', () => {
  const buffer = createCurveBuffer(() => {}, 6);
  for (let i = 1; i <= 7; i++) buffer.append({ at: i, loss: 10 * i, accuracy: i / 8 });
  expect(Array.from(buffer.columns.at)).toEqual([2, 4, 6, 7]);
  expect(Array.from(buffer.columns.loss)).toEqual([15, 35, 55, 70]);
  expect(buffer.columns.accuracy[0]).toBe(1.5 / 8);
});

test('another curve takes the place of what was there, thinned where it is too long', () => {
  const buffer = createCurveBuffer(() => {}, 5);
  buffer.append(point(99));
  buffer.replace({
    at: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    loss: Float32Array.of(1, 3, 5, 7, 9, 11, 13, 15),
    accuracy: new Float32Array(8),
  });
  expect(Array.from(buffer.columns.at)).toEqual([2, 4, 6, 8]);
  expect(Array.from(buffer.columns.loss)).toEqual([2, 6, 10, 14]);
});

test('100,000 points are added in well under a frame a thousand', () => {
  const buffer = createCurveBuffer(() => {});
  const started = performance.now();
  for (let i = 0; i < 100_000; i++) buffer.append({ at: i / 5000, loss: 1, accuracy: 0 });
  // 100 of 100,000 a frame would still be 6,000 a second; about 3 ms in all on a quiet machine.
  expect(performance.now() - started).toBeLessThan(1600);
  expect(buffer.length).toBe(100_000);
});

test('the first value not below another is found', () => {
  const values = Float64Array.of(1, 3, 3, 8);
  expect([0, 1, 2, 3, 9].map((value) => firstNotBelow(values, 4, value))).toEqual([0, 0, 1, 1, 4]);
  expect(firstNotBelow(values, 2, 8)).toBe(2);
});

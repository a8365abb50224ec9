import { expect, test } from 'vitest';
import { nonFiniteProblem } from './finite.ts';

const position = { epoch: 2, step: 3 };
const found = (...numbers: number[]) =>
  nonFiniteProblem([{ name: 'conv1.weight', shape: [3], data: Float32Array.from(numbers) }], position, 0);

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%s is found', (value) => {
  expect(found(1, value, 2)?.problem).toMatchObject({ code: 'not-finite', node: 'conv1' });
  expect(found(value, -value, 0)).not.toBeNull();
});

test('the largest and smallest numbers of either sign are finite', () => {
  expect(found(3.4028234663852886e38, -3.4028234663852886e38, 1e-45, -1e-45, 0, -0)).toBeNull();
  expect(found()).toBeNull();
});

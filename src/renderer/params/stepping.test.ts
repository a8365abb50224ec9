import { expect, test } from 'vitest';
import { stepped, stepStart } from './stepping.ts';

const whole = { kind: 'integer', default: 3, min: 1, max: 64, description: '' } as const;
const rate = { kind: 'number', default: 0.001, min: 0, max: 1e6, description: '' } as const;
const share = { kind: 'number', default: 0, min: 0, max: 1, belowMax: true, description: '' } as const;
const factor = { kind: 'number', default: 0.1, min: 0, max: 1, aboveMin: true, description: '' } as const;

/** The values that so many steps lead to. */
function walk(
  declaration: typeof whole | typeof rate,
  start: number,
  direction: 1 | -1,
  steps: number,
): number[] {
  const values: number[] = [];
  for (let value = start; values.length < steps; values.push(value)) {
    value = stepped(declaration, value, direction, false);
  }
  return values;
}

test('whole numbers go by ones, in large steps by tens, and stop at the ends of the range', () => {
  expect(stepped(whole, 5, 1, false)).toBe(6);
  expect(stepped(whole, 5, 1, true)).toBe(15);
  expect(stepped(whole, 5, -1, true)).toBe(1);
  expect(walk(whole, 62, 1, 4)).toEqual([63, 64, 64, 64]);
});

test('a number between two whole ones goes to the next of them', () => {
  expect(stepped(whole, 3.7, 1, false)).toBe(4);
  expect(stepped(whole, 3.7, -1, false)).toBe(3);
});

test('other numbers go by their leading decimal place', () => {
  expect(walk(rate, 0.008, 1, 4)).toEqual([0.009, 0.01, 0.02, 0.03]);
  expect(walk(rate, 0.02, -1, 4)).toEqual([0.01, 0.009, 0.008, 0.007]);
  expect(stepped(rate, 0.035, 1, true)).toBe(0.35);
  expect(stepped(rate, 0.35, -1, true)).toBe(0.035);
});

test('steps from nought are small, tenths for a share of one', () => {
  expect(stepped(rate, 0, 1, false)).toBe(0.0001);
  expect(stepped(share, 0, 1, false)).toBe(0.1);
  expect(stepped(rate, 0, -1, false)).toBe(0);
});

test('an end that is not in the range is not stepped onto', () => {
  expect(stepped(share, 0.9, 1, false)).toBe(0.9);
  expect(stepped(factor, 1e-320, -1, true)).toBeGreaterThan(0);
});

test('a value out of range steps back into it', () => {
  expect(stepped(whole, -20, 1, false)).toBe(1);
  expect(stepped(whole, 900, -1, false)).toBe(64);
});

test('a blank starts at nought, or what is nearest to it', () => {
  expect([whole, rate, factor].map(stepStart)).toEqual([1, 0, 1]);
  expect(stepStart({ ...rate, min: -9, max: -4 })).toBe(-4);
});

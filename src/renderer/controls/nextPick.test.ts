import { expect, test } from 'vitest';
import { nextPick } from './nextPick.ts';

const items = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ key, isDisabled: key === 'a' || key === 'd' }));
const many = Array.from({ length: 21 }, (_, i) => ({ key: `${i}` }));

test.each([
  [null, 'ArrowDown', 'b'],
  ['b', 'ArrowDown', 'c'],
  ['c', 'ArrowDown', 'e'],
  ['e', 'ArrowDown', 'b'],
  [null, 'ArrowUp', 'e'],
  ['b', 'ArrowUp', 'e'],
  ['e', 'ArrowUp', 'c'],
  ['gone', 'ArrowDown', 'b'],
  [null, 'Home', 'b'],
  ['c', 'Home', null],
  ['c', 'End', null],
  ['c', 'x', null],
])('from %s, %s leads to %s', (from, key, to) => {
  expect(nextPick(items, from, key)).toBe(to);
});

test('pages stop at the ends', () => {
  expect(nextPick(many, '3', 'PageDown')).toBe('11');
  expect(nextPick(many, '17', 'PageDown')).toBe('20');
  expect(nextPick(many, '17', 'PageUp')).toBe('9');
  expect(nextPick(many, '3', 'PageUp')).toBe('0');
});

test('where nothing can be taken, no key leads anywhere', () => {
  expect(nextPick([], null, 'ArrowDown')).toBeNull();
  expect(nextPick([{ key: 'a', isDisabled: true }], null, 'ArrowUp')).toBeNull();
});

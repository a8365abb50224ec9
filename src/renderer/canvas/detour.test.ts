import { expect, test } from 'vitest';
import { detour } from './detour.ts';

const from = { x: 100, y: 0 };
const to = { x: 100, y: 400 };

test('a wire with nothing on its way goes straight', () => {
  expect(detour(from, to, [])).toBe(0);
  expect(detour(from, to, [{ x: 130, y: 100, width: 90, height: 60 }])).toBe(0);
});

test('a wire goes round a node on the shorter side', () => {
  expect(detour(from, to, [{ x: 80, y: 100, width: 160, height: 60 }])).toBe(-42);
  expect(detour(from, to, [{ x: 0, y: 100, width: 130, height: 60 }])).toBe(52);
});

test('it clears all nodes on its way', () => {
  const nodes = [
    { x: 0, y: 100, width: 130, height: 60 },
    { x: 10, y: 200, width: 170, height: 60 },
  ];
  expect(detour(from, to, nodes)).toBe(102);
});

test('its own ends do not count', () => {
  expect(detour(from, to, [{ x: 40, y: -60, width: 120, height: 60 }])).toBe(0);
  expect(detour(from, to, [{ x: 40, y: 400, width: 120, height: 60 }])).toBe(0);
});

import { describe, expect, test } from 'vitest';
import { partsOf, tileFor } from './tile.ts';

describe('a tile', () => {
  test.each([
    [16, 4608, '16x64'],
    [17, 4608, '32x128'],
    [32, 64, '32x32'],
    [32, 65, '32x128'],
    [32, 288, '32x64'],
    [32, 500, '32x128'],
    [32, 160, '32x64'],
    [33, 65, '64x64'],
    [128, 64 * 255, '64x64'],
    [128, 64 * 256, '128x64'],
    [192, 64 * 1000, '64x64'],
    [256, 64 * 128, '128x64'],
  ])('of a product of %i by %i is %s', (rows, columns, expected) => {
    const tile = tileFor(rows, columns);
    expect(`${tile.rows}x${tile.columns}`).toBe(expected);
  });
});

describe('the depth of a product', () => {
  test('is cut until there are some 512 workgroups, in at most 64 parts, none short', () => {
    expect(partsOf(600, 1e6, 256)).toBe(1);
    expect(partsOf(100, 1e6, 256)).toBe(5);
    expect(partsOf(1, 1e6, 256)).toBe(64);
    expect(partsOf(1, 1000, 256)).toBe(3);
    expect(partsOf(1, 10, 256)).toBe(1);
  });
});

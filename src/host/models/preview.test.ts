import { expect, test } from 'vitest';
import { networkView, shrunk } from './preview.ts';

test('a network of one channel sees grey, not normalised, at its own size', () => {
  const rgb = Uint8Array.from({ length: 4 * 6 * 3 }, (_, i) => [200, 100, 50][i % 3]);
  const record = { offset: 0, width: 4, height: 6, label: 0, track: '', file: 'a.ppm' };
  const set = { classes: [], records: [record], pixels: rgb, contentHash: '' };
  const format = { width: 3, height: 2, channels: 1 as const, mean: [0.4], deviation: [0.2] };
  const grey = Math.round(0.299 * 200 + 0.587 * 100 + 0.114 * 50);
  const view = networkView(set, format, 'bilinear');
  expect([view.width, view.height]).toEqual([3, 2]);
  expect([...view.rgb]).toEqual(Array(18).fill(grey));
  const coloured = networkView(
    set,
    { ...format, channels: 3, mean: [1, 1, 1], deviation: [9, 9, 9] },
    'bicubic',
  );
  expect([...coloured.rgb.subarray(6, 12)]).toEqual([200, 100, 50, 200, 100, 50]);
});

test('a large picture shrinks to means of squares, a small one stays itself', () => {
  const rgb = Uint8Array.from({ length: 5 * 2 * 3 }, (_, i) => 10 * Math.floor(i / 3));
  const picture = { width: 5, height: 2, rgb };
  expect(shrunk(picture, 5)).toEqual(picture);
  const small = shrunk(picture, 3);
  expect([small.width, small.height]).toEqual([3, 1]);
  // Columns 0 and 1, 2 and 3, 4 alone; rows 0..40 and 50..90.
  expect([...small.rgb]).toEqual([30, 30, 30, 50, 50, 50, 65, 65, 65]);
});

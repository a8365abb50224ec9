import { expect, test } from 'vitest';
import type { Pictures } from '../../shared/api/pictures.ts';
import { cutPicture } from './cutPicture.ts';

const two: Pictures = {
  widths: Uint32Array.of(2, 3),
  heights: Uint32Array.of(1, 2),
  offsets: Uint32Array.of(0, 6),
  pixels: Uint8Array.of(
    ...[9, 8, 7, 6, 5, 4],
    ...[0, 10, 20, 30, 40, 50, 60, 70, 80],
    ...[100, 110, 120, 130, 140, 150, 200, 0, 255],
  ),
};

test('a picture is cut out and keeps none of the others', () => {
  const cut = cutPicture(two, 0, 512);
  expect([...cut.widths, ...cut.heights, ...cut.offsets]).toEqual([2, 1, 0]);
  expect([...cut.pixels]).toEqual([9, 8, 7, 6, 5, 4]);
  expect(cut.pixels.buffer.byteLength).toBe(6);
});

test('a large one is shrunk by means of squares, smaller ones at its edge', () => {
  const cut = cutPicture(two, 1, 2);
  expect([...cut.widths, ...cut.heights]).toEqual([2, 1]);
  expect([...cut.pixels]).toEqual([65, 75, 85, 130, 35, 168]);
});

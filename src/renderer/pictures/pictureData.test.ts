import { expect, test } from 'vitest';
import type { Pictures } from '../../shared/api/pictures.ts';
import { pictureCount, pictureRgba, pictureSize } from './pictureData.ts';

const packet: Pictures = {
  widths: Uint32Array.of(1, 3),
  heights: Uint32Array.of(1, 2),
  offsets: Uint32Array.of(0, 3),
  pixels: Uint8Array.of(250, 7, 1, ...Array.from({ length: 18 }, (_, i) => 10 + i)),
};

test('a packet knows how many pictures it holds and their sizes', () => {
  expect(pictureCount(packet)).toBe(2);
  expect(pictureSize(packet, 1)).toEqual({ width: 3, height: 2 });
});

test('a picture starts at its own offset and is opaque', () => {
  expect([...pictureRgba(packet, 0)]).toEqual([250, 7, 1, 255]);
  const second = pictureRgba(packet, 1);
  expect(second).toHaveLength(24);
  expect([...second.slice(0, 8)]).toEqual([10, 11, 12, 255, 13, 14, 15, 255]);
  expect([...second.slice(20)]).toEqual([25, 26, 27, 255]);
});

test('a packet that is cut short gives black for what is missing', () => {
  const short = { ...packet, pixels: packet.pixels.slice(0, 20) };
  expect([...pictureRgba(short, 1).slice(20)]).toEqual([25, 26, 0, 255]);
});

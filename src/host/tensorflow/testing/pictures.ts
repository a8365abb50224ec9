import type { ImageSet } from '../../../engine/data/dataset.ts';

/** Widths and heights that ask something else of the resize each: larger, smaller, square, fitting, one pixel. */
export const pictureSizes: readonly (readonly [number, number])[] = [
  [64, 64],
  [40, 91],
  [133, 57],
  [20, 25],
  [48, 48],
  [48, 71],
  [1, 30],
  [30, 1],
  [1, 1],
  [2, 2],
  [97, 32],
];

/** One picture of each size, of slopes, an edge and an uneven pattern. */
export function unevenPictures(sizes = pictureSizes): ImageSet {
  let offset = 0;
  const records = sizes.map(([width, height], i) => {
    const record = { offset, width, height, label: 0, track: '', file: `${i}` };
    offset += 3 * width * height;
    return record;
  });
  const pixels = Uint8Array.from({ length: offset }, (_, i) => {
    const wave = 90 * Math.sin(i * 1.7 + (i % 3)) + (i % 211 > 100 ? 60 : 0);
    return Math.max(0, Math.min(255, Math.round(110 + wave)));
  });
  return { classes: [], records, pixels, contentHash: '' };
}

/** A picture's bytes, [height, width, 3]. */
export function pixelsOf({ records, pixels }: ImageSet, index: number): Uint8Array {
  const { offset, width, height } = records[index];
  return pixels.subarray(offset, offset + 3 * width * height);
}

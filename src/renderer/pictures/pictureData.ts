import type { Pictures } from '../../shared/api/pictures.ts';

/** How many pictures a packet holds. */
export function pictureCount(pictures: Pictures): number {
  return pictures.widths.length;
}

/** Width and height in pixels of one picture of a packet. */
export function pictureSize(pictures: Pictures, index: number): { width: number; height: number } {
  return { width: pictures.widths[index], height: pictures.heights[index] };
}

/**
 * One picture of a packet as RGBA8, opaque, row by row: what ImageData takes. Bytes that the packet should hold and
 * does not are black.
 */
export function pictureRgba(pictures: Pictures, index: number): Uint8ClampedArray<ArrayBuffer> {
  const { width, height } = pictureSize(pictures, index);
  const { pixels } = pictures;
  const rgba = new Uint8ClampedArray(width * height * 4);
  let from = pictures.offsets[index];
  for (let to = 0; to < rgba.length; to += 4) {
    rgba[to] = pixels[from++];
    rgba[to + 1] = pixels[from++];
    rgba[to + 2] = pixels[from++];
    rgba[to + 3] = 255;
  }
  return rgba;
}

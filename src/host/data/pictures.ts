import type { ImageRecord, ImageSet } from '../../engine/data/dataset.ts';
import type { Pictures } from '../../shared/api/pictures.ts';
import { fail } from '../../shared/problem.ts';
import { type DataFiles, nodeDataFiles } from './dataFiles.ts';
import { readPackedImage } from './packedFile.ts';

/** Most bytes of pixels in one packet. */
export const MOST_PICTURE_BYTES = 256 * 1024 * 1024;

/**
 * Images of a set by dataset index, in the order given, at their own sizes, in one packet. Throws
 * ProblemError `no-image` for an index the set does not have and `too-large` above MOST_PICTURE_BYTES, before
 * any pixel is read. It asks for all pixels of the set; where they lie in a cache file, `readPictures` reads
 * only these.
 */
export function packPictures(set: ImageSet, indices: ArrayLike<number>): Pictures {
  const records = recordsOf(set, indices);
  return placePictures(records, (target, i) => {
    const { offset } = records[i];
    target.set(set.pixels.subarray(offset, offset + target.length));
  });
}

/** `packPictures` from the set's cache file, without reading the rest of it. */
export function readPictures(
  { set, cache }: { readonly set: ImageSet; readonly cache: string },
  indices: ArrayLike<number>,
  files: DataFiles = nodeDataFiles,
): Pictures {
  const records = recordsOf(set, indices);
  return placePictures(records, (target, i) => readPackedImage(cache, records[i], target, files));
}

/** Sizes in pixels of images of a set by dataset index. Throws ProblemError `no-image`, as `packPictures` does. */
export function pictureSizes(
  { set }: { readonly set: ImageSet },
  indices: ArrayLike<number>,
): { widths: Uint32Array; heights: Uint32Array } {
  const records = recordsOf(set, indices);
  return {
    widths: Uint32Array.from(records, ({ width }) => width),
    heights: Uint32Array.from(records, ({ height }) => height),
  };
}

/** Lays out pictures of the given sizes one after the other; `write` fills in the RGB8 of picture `i`. */
export function placePictures(
  sizes: readonly { readonly width: number; readonly height: number }[],
  write: (target: Uint8Array, i: number) => void = () => {},
): Pictures {
  const offsets = new Uint32Array(sizes.length);
  let length = 0;
  for (const [i, size] of sizes.entries()) {
    offsets[i] = length;
    length += byteLength(size);
  }
  if (length > MOST_PICTURE_BYTES) {
    const asked = `${sizes.length} pictures of ${length} bytes were asked for`;
    fail('too-large', `${asked}, at most ${MOST_PICTURE_BYTES} bytes are sent at once: ask for fewer`);
  }
  const pixels = new Uint8Array(length);
  for (const [i, size] of sizes.entries()) {
    write(pixels.subarray(offsets[i], offsets[i] + byteLength(size)), i);
  }
  return {
    widths: Uint32Array.from(sizes, ({ width }) => width),
    heights: Uint32Array.from(sizes, ({ height }) => height),
    offsets,
    pixels,
  };
}

/** Bytes of a picture's RGB8. */
export function byteLength({ width, height }: { readonly width: number; readonly height: number }): number {
  return width * height * 3;
}

function recordsOf({ records }: ImageSet, indices: ArrayLike<number>): ImageRecord[] {
  return Array.from(indices, (index) => {
    const record = records[index];
    if (record !== undefined) return record;
    return fail('no-image', `there is no image ${index}: the data hold ${records.length}, counted from 0`);
  });
}

import { createHash } from 'node:crypto';
import type { ImageRecord, ImageSet } from '../../engine/data/dataset.ts';
import {
  cacheDamaged,
  checkPackedHeader,
  FOOTER_BYTES,
  HEADER_BYTES,
  packedFooter,
  packedHeader,
  readPackedFooter,
  requireHash,
  requirePackedSize,
} from '../../engine/data/packed/packedFormat.ts';
import {
  type BadImage,
  contentOf,
  type PackedIndex,
  readIndex,
  writeIndex,
} from '../../engine/data/packed/packedIndex.ts';
import { fail } from '../../shared/problem.ts';
import { fileError } from '../files/fileProblem.ts';
import { type DataFiles, nodeDataFiles } from './dataFiles.ts';

const PIECE_BYTES = 1 << 20;
/** One memory must hold all pixels. */
const MOST_PIXEL_BYTES = 4 * 1024 * 1024 * 1024 - 1;

/** One image for a packed file, or why it is left out. */
export type PackedImage = (Omit<ImageRecord, 'offset'> & { readonly rgb: Uint8Array }) | BadImage;

/** The pieces of a packed file of these images, about 1 MiB each; nothing else of the pixels is held. */
export async function* packImages(
  key: Uint8Array,
  classes: readonly string[],
  images: AsyncIterable<PackedImage> | Iterable<PackedImage>,
): AsyncGenerator<Uint8Array> {
  const records: ImageRecord[] = [];
  const bad: BadImage[] = [];
  const hash = createHash('sha256');
  let piece = new Uint8Array(PIECE_BYTES);
  let filled = 0;
  let offset = 0;
  yield packedHeader(key);
  for await (const image of images) {
    if ('reason' in image) {
      bad.push(image);
      continue;
    }
    const { rgb, ...record } = image;
    records.push({ ...record, offset });
    offset += rgb.length;
    if (offset > MOST_PIXEL_BYTES) tooLarge(image.file);
    hash.update(rgb);
    for (let at = 0; at < rgb.length; ) {
      const count = Math.min(rgb.length - at, piece.length - filled);
      piece.set(rgb.subarray(at, at + count), filled);
      filled += count;
      at += count;
      if (filled === piece.length) {
        yield piece;
        piece = new Uint8Array(PIECE_BYTES);
        filled = 0;
      }
    }
  }
  yield piece.subarray(0, filled);
  const index = writeIndex({ classes, records, bad, pixelHash: hash.digest('hex') });
  yield index;
  yield packedFooter(HEADER_BYTES + offset, index.length, createHash('sha256').update(index).digest());
}

function tooLarge(file: string): never {
  const limit = `${MOST_PIXEL_BYTES} bytes once decoded`;
  fail('too-large', `the images are too large together: at ${file} they pass ${limit}`, { file });
}

/**
 * A packed file whose header, index and pixels have been checked; pixels are read when they are first asked
 * for.
 */
export interface PackedFile {
  readonly set: ImageSet;
  readonly bad: readonly BadImage[];
}

/**
 * Opens a packed file and checks all of it, pixels piece by piece against their hash. Throws one ProblemError
 * where it is damaged, of another version, or not of the given key.
 */
export function openPackedFile(
  path: string,
  key: Uint8Array | null,
  files: DataFiles = nodeDataFiles,
): PackedFile {
  const { index, pixelBytes } = readParts(path, key, files);
  const piece = new Uint8Array(4 * PIECE_BYTES);
  const hash = createHash('sha256');
  for (let at = 0; at < pixelBytes; at += piece.length) {
    const part = piece.subarray(0, Math.min(piece.length, pixelBytes - at));
    readFully(path, HEADER_BYTES + at, part, files);
    hash.update(part);
  }
  requireHash(hash.digest('hex'), index.pixelHash, 'pixels have', path);
  let pixels: Uint8Array | null = null;
  const set = describe(index, () => {
    pixels ??= readPixels(path, pixelBytes, index, files);
    return pixels;
  });
  return { set, bad: index.bad };
}

/**
 * The images of a packed file, their pixels over shared memory; the engine's way in. Throws as openPackedFile
 * does.
 */
export function loadImageSet(path: string, files: DataFiles = nodeDataFiles): ImageSet {
  const { index, pixelBytes } = readParts(path, null, files);
  const pixels = readPixels(path, pixelBytes, index, files);
  return describe(index, () => pixels);
}

/**
 * Reads one image's RGB8 from a packed file that was opened before, into `target` of its size; nothing else of the
 * pixels is held, and they are not hashed again. Throws one ProblemError where the file is gone or too short.
 */
export function readPackedImage(
  path: string,
  { offset }: { readonly offset: number },
  target: Uint8Array,
  files: DataFiles = nodeDataFiles,
): void {
  readFully(path, HEADER_BYTES + offset, target, files);
}

/** What the index tells of a set; its content hash is made when it is first asked for, which an engine never does. */
function describe(index: PackedIndex, pixels: () => Uint8Array): ImageSet {
  let hash: string | null = null;
  return {
    classes: index.classes,
    records: index.records,
    get pixels() {
      return pixels();
    },
    get contentHash() {
      hash ??= createHash('sha256').update(contentOf(index)).digest('hex');
      return hash;
    },
  };
}

/** Checks no more than how long a packed file is and how it starts. Returns its bytes; throws as openPackedFile does. */
export function checkPackedStart(path: string, key: Uint8Array | null, files: DataFiles): number {
  const size = files.status(path)?.bytes ?? 0;
  requirePackedSize(size, path);
  checkPackedHeader(readFully(path, 0, new Uint8Array(HEADER_BYTES), files), key, path);
  return size;
}

function readParts(
  path: string,
  key: Uint8Array | null,
  files: DataFiles,
): { index: PackedIndex; pixelBytes: number } {
  const size = checkPackedStart(path, key, files);
  const end = readFully(path, size - FOOTER_BYTES, new Uint8Array(FOOTER_BYTES), files);
  const place = readPackedFooter(end, size, path);
  const index = readFully(path, place.offset, new Uint8Array(place.length), files);
  requireHash(createHash('sha256').update(index).digest('hex'), place.hash, 'list has', path);
  const pixelBytes = place.offset - HEADER_BYTES;
  return { index: readIndex(index, path, pixelBytes), pixelBytes };
}

function readPixels(path: string, bytes: number, index: PackedIndex, files: DataFiles): Uint8Array {
  const pixels = readFully(path, HEADER_BYTES, new Uint8Array(new SharedArrayBuffer(bytes)), files);
  const hash = createHash('sha256').update(pixels).digest('hex');
  requireHash(hash, index.pixelHash, 'pixels have', path);
  return pixels;
}

function readFully(path: string, position: number, target: Uint8Array, files: DataFiles): Uint8Array {
  try {
    if (files.readPart(path, position, target) !== target.length) cacheDamaged(path, 'it ends early');
  } catch (error) {
    throw fileError(error, 'read', path);
  }
  return target;
}

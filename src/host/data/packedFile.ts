import { createHash, type Hash } from 'node:crypto';
import type { ImageRecord, ImageSet } from '../../engine/data/dataset.ts';
import { ByteReader } from '../../shared/byteReader.ts';
import { fail } from '../../shared/problem.ts';
import { fileError } from '../files/fileProblem.ts';
import { type DataFiles, nodeDataFiles } from './dataFiles.ts';
import { type BadImage, contentOf, type PackedIndex, readIndex, writeIndex } from './packedIndex.ts';

/**
 * The packed file, all of it written from front to back:
 *
 * | where | what |
 * | 0     | `SBIMAGES`, version (32 bits), 0 (32 bits), key (32 bytes), 16 bytes of 0 |
 * | 64    | the pixels: RGB8 of each image at native size, one after the other |
 * | then  | the index (packedIndex.ts) |
 * | end   | offset and length of the index (64 bits each), its SHA-256 (32 bytes), `SBIMGEND`, 8 bytes of 0 |
 */
const HEADER_BYTES = 64;
const FOOTER_BYTES = 64;
export const PACKED_VERSION = 1;
const MAGIC = new TextEncoder().encode('SBIMAGES');
const END_MAGIC = new TextEncoder().encode('SBIMGEND');
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
  yield header(key);
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
  yield footer(HEADER_BYTES + offset, index);
}

function tooLarge(file: string): never {
  const limit = `${MOST_PIXEL_BYTES} bytes once decoded`;
  fail('too-large', `the images are too large together: at ${file} they pass ${limit}`, { file });
}

function header(key: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint32(8, PACKED_VERSION, true);
  bytes.set(key, 16);
  return bytes;
}

function footer(indexOffset: number, index: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(FOOTER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(indexOffset), true);
  view.setBigUint64(8, BigInt(index.length), true);
  bytes.set(createHash('sha256').update(index).digest(), 16);
  bytes.set(END_MAGIC, 48);
  return bytes;
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
  requireHash(hash, index, path);
  let pixels: Uint8Array | null = null;
  const set: ImageSet = {
    ...describe(index),
    get pixels() {
      pixels ??= readPixels(path, pixelBytes, index, files);
      return pixels;
    },
  };
  return { set, bad: index.bad };
}

/**
 * The images of a packed file, their pixels over shared memory; the engine's way in. Throws as openPackedFile
 * does.
 */
export function loadImageSet(path: string, files: DataFiles = nodeDataFiles): ImageSet {
  const { index, pixelBytes } = readParts(path, null, files);
  return { ...describe(index), pixels: readPixels(path, pixelBytes, index, files) };
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

function describe(index: PackedIndex): Omit<ImageSet, 'pixels'> {
  const contentHash = createHash('sha256').update(contentOf(index)).digest('hex');
  return { classes: index.classes, records: index.records, contentHash };
}

function readParts(
  path: string,
  key: Uint8Array | null,
  files: DataFiles,
): { index: PackedIndex; pixelBytes: number } {
  const size = files.status(path)?.bytes ?? 0;
  if (size < HEADER_BYTES + FOOTER_BYTES) damaged(path, 'it is too short');
  const start = new ByteReader(readFully(path, 0, new Uint8Array(HEADER_BYTES), files), { file: path });
  if (!start.accept(MAGIC)) damaged(path, 'it does not start as one');
  const version = start.uint32();
  if (version !== PACKED_VERSION) damaged(path, `it is of version ${version}, expected ${PACKED_VERSION}`);
  start.skip(4);
  if (key !== null && !start.accept(key)) damaged(path, 'it is of other images');
  const tail = readFully(path, size - FOOTER_BYTES, new Uint8Array(FOOTER_BYTES), files);
  const end = new ByteReader(tail, { file: path });
  const [indexOffset, indexLength] = [end.uint64(), end.uint64()];
  const indexHash = end.bytes(32);
  if (!end.accept(END_MAGIC)) damaged(path, 'it does not end as one');
  if (indexOffset < HEADER_BYTES || indexOffset + indexLength !== size - FOOTER_BYTES)
    damaged(path, 'its parts do not fit');
  const index = readFully(path, indexOffset, new Uint8Array(indexLength), files);
  if (!createHash('sha256').update(index).digest().equals(indexHash)) damaged(path, 'its list has changed');
  const pixelBytes = indexOffset - HEADER_BYTES;
  return { index: readIndex(index, path, pixelBytes), pixelBytes };
}

function readPixels(path: string, bytes: number, index: PackedIndex, files: DataFiles): Uint8Array {
  const pixels = readFully(path, HEADER_BYTES, new Uint8Array(new SharedArrayBuffer(bytes)), files);
  requireHash(createHash('sha256').update(pixels), index, path);
  return pixels;
}

function requireHash(hash: Hash, index: PackedIndex, path: string): void {
  if (hash.digest('hex') !== index.pixelHash) damaged(path, 'its pixels have changed');
}

function readFully(path: string, position: number, target: Uint8Array, files: DataFiles): Uint8Array {
  try {
    if (files.readPart(path, position, target) !== target.length) damaged(path, 'it ends early');
  } catch (error) {
    throw fileError(error, 'read', path);
  }
  return target;
}

function damaged(path: string, says: string): never {
  fail('cache-damaged', `${path} is no intact image cache: ${says}`, { file: path });
}

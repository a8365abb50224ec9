import type { ImageSet } from '../dataset.ts';
import { createSha256, sha256 } from '../sha256.ts';
import {
  cacheDamaged,
  checkPackedHeader,
  FOOTER_BYTES,
  HEADER_BYTES,
  readPackedFooter,
  requireHash,
  requirePackedSize,
} from './packedFormat.ts';
import { contentOf, readIndex } from './packedIndex.ts';

/** A packed file that is asked for part by part; it lies elsewhere. */
export interface PartReader {
  /** Bytes of the whole file, 0 where there is none. */
  size(): Promise<number>;
  /** Bytes from a position on; fewer than asked for only where the file ends. */
  read(position: number, length: number): Promise<Uint8Array>;
}

/** Bytes that are asked for at once, and how many such pieces are under way. */
export const PART_BYTES = 1024 * 1024;
const PARTS_UNDER_WAY = 6;

/**
 * The images of a packed file that is read over a line, their pixels over shared memory. Pieces go straight to their
 * place and are hashed while the next ones come, so that no more than a few of them are held beside it. Throws one
 * ProblemError where the file is damaged or of another version.
 *
 * @param path names the file in sentences
 */
export async function readPacked(file: PartReader, path: string): Promise<ImageSet> {
  const size = await file.size();
  requirePackedSize(size, path);
  checkPackedHeader(await readWhole(file, 0, HEADER_BYTES, path), null, path);
  const end = await readWhole(file, size - FOOTER_BYTES, FOOTER_BYTES, path);
  const place = readPackedFooter(end, size, path);
  const bytes = new Uint8Array(place.length);
  requireHash(await readInto(bytes, file, place.offset, path), place.hash, 'list has', path);
  const index = readIndex(bytes, path, place.offset - HEADER_BYTES);
  const pixels = new Uint8Array(new SharedArrayBuffer(place.offset - HEADER_BYTES));
  requireHash(await readInto(pixels, file, HEADER_BYTES, path), index.pixelHash, 'pixels have', path);
  const contentHash = sha256(new TextEncoder().encode(contentOf(index)));
  return { classes: index.classes, records: index.records, pixels, contentHash };
}

/** Fills `target` from a position of the file on and returns its SHA-256 in hex. */
async function readInto(
  target: Uint8Array,
  file: PartReader,
  position: number,
  path: string,
): Promise<string> {
  const hash = createSha256();
  const underWay: Promise<Uint8Array>[] = [];
  let asked = 0;
  for (let at = 0; at < target.length; ) {
    for (; asked < target.length && underWay.length < PARTS_UNDER_WAY; asked += PART_BYTES) {
      const part = readWhole(file, position + asked, Math.min(PART_BYTES, target.length - asked), path);
      // Where an earlier one fails, nobody waits for it any more.
      part.catch(() => {});
      underWay.push(part);
    }
    const part = (await underWay.shift()) as Uint8Array;
    target.set(part, at);
    hash.update(part);
    at += part.length;
  }
  return hash.hex();
}

async function readWhole(
  file: PartReader,
  position: number,
  length: number,
  path: string,
): Promise<Uint8Array> {
  const part = await file.read(position, length);
  if (part.length !== length) cacheDamaged(path, 'it ends early');
  return part;
}

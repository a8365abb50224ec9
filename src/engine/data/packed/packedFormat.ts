import { ByteReader } from '../../../shared/byteReader.ts';
import { fail } from '../../../shared/problem.ts';

/*
 * The packed file, all of it written from front to back:
 *
 * | where | what |
 * | 0     | `SBIMAGES`, version (32 bits), 0 (32 bits), key (32 bytes), 16 bytes of 0 |
 * | 64    | the pixels: RGB8 of each image at native size, one after the other |
 * | then  | the index (packedIndex.ts) |
 * | end   | offset and length of the index (64 bits each), its SHA-256 (32 bytes), `SBIMGEND`, 8 bytes of 0 |
 */
export const HEADER_BYTES = 64;
export const FOOTER_BYTES = 64;
export const PACKED_VERSION = 1;
const MAGIC = new TextEncoder().encode('SBIMAGES');
const END_MAGIC = new TextEncoder().encode('SBIMGEND');

/** Where the index of a packed file lies, and what it must hash to. */
export interface IndexPlace {
  readonly offset: number;
  readonly length: number;
  /** SHA-256 in hex. */
  readonly hash: string;
}

/** The first bytes of a packed file; `key` says what it was made of, 32 bytes. */
export function packedHeader(key: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint32(8, PACKED_VERSION, true);
  bytes.set(key, 16);
  return bytes;
}

/** The last bytes of a packed file; `hash` is the index's SHA-256. */
export function packedFooter(offset: number, length: number, hash: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(FOOTER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(offset), true);
  view.setBigUint64(8, BigInt(length), true);
  bytes.set(hash, 16);
  bytes.set(END_MAGIC, 48);
  return bytes;
}

/** Checks that a file of so many bytes can be a packed one. Throws one ProblemError. */
export function requirePackedSize(bytes: number, path: string): void {
  if (bytes < HEADER_BYTES + FOOTER_BYTES) cacheDamaged(path, 'it is too short');
}

/** Checks a file's first HEADER_BYTES, and that it is of `key` where one is given. Throws one ProblemError. */
export function checkPackedHeader(bytes: Uint8Array, key: Uint8Array | null, path: string): void {
  const start = new ByteReader(bytes, { file: path });
  if (!start.accept(MAGIC)) cacheDamaged(path, 'it does not start as one');
  const version = start.uint32();
  if (version !== PACKED_VERSION)
    cacheDamaged(path, `it is of version ${version}, expected ${PACKED_VERSION}`);
  start.skip(4);
  if (key !== null && !start.accept(key)) cacheDamaged(path, 'it is of other images');
}

/** Reads the last FOOTER_BYTES of a file of `size` bytes. Throws one ProblemError where its parts do not fit. */
export function readPackedFooter(bytes: Uint8Array, size: number, path: string): IndexPlace {
  const end = new ByteReader(bytes, { file: path });
  const [offset, length] = [end.uint64(), end.uint64()];
  const hash = Array.from(end.bytes(32), (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!end.accept(END_MAGIC)) cacheDamaged(path, 'it does not end as one');
  if (offset < HEADER_BYTES || offset + length !== size - FOOTER_BYTES)
    cacheDamaged(path, 'its parts do not fit');
  return { offset, length, hash };
}

/** Checks what the index, or the pixels, hash to. Throws one ProblemError. */
export function requireHash(
  found: string,
  expected: string,
  part: 'list has' | 'pixels have',
  path: string,
): void {
  if (found !== expected) cacheDamaged(path, `its ${part} changed`);
}

/** Throws the one ProblemError of a packed file that is not as it was written. */
export function cacheDamaged(path: string, says: string): never {
  fail('cache-damaged', `${path} is no intact image cache: ${says}`, { file: path });
}

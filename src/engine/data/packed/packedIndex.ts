import { ByteReader } from '../../../shared/byteReader.ts';
import { fail } from '../../../shared/problem.ts';
import { contentText } from '../contentHash.ts';
import type { ImageRecord } from '../dataset.ts';

/** An image file that was left out. */
export interface BadImage {
  /** Relative to the data folder. */
  readonly file: string;
  /** Why; reads on after the file's name: `is truncated: …`. */
  readonly reason: string;
}

/** What a packed file says of its pixels. */
export interface PackedIndex {
  readonly classes: readonly string[];
  readonly records: readonly ImageRecord[];
  readonly bad: readonly BadImage[];
  /** SHA-256 of the pixels, in hex. */
  readonly pixelHash: string;
}

/** Most images a packed file may list. */
const MOST_OBJECTS = 20_000_000;

/** The bytes of an index; offsets are left out, for images lie one after the other. */
export function writeIndex({ classes, records, bad, pixelHash }: PackedIndex): Uint8Array {
  const writer = createWriter();
  writer.text(pixelHash);
  writer.number(classes.length);
  for (const name of classes) writer.text(name);
  writer.number(records.length);
  for (const { width, height, label, track, file } of records) {
    for (const value of [width, height, label]) writer.number(value);
    writer.text(track);
    writer.text(file);
  }
  writer.number(bad.length);
  for (const { file, reason } of bad) {
    writer.text(file);
    writer.text(reason);
  }
  return writer.bytes();
}

/** Reads an index for so many bytes of pixels. Throws one ProblemError where it is not one. */
export function readIndex(bytes: Uint8Array, file: string, pixelBytes: number): PackedIndex {
  const reader = new ByteReader(bytes, { file, objects: MOST_OBJECTS });
  const text = () => reader.text(reader.uint32());
  const list = <T>(least: number, item: () => T): T[] => {
    const count = reader.uint32();
    reader.expectObjects(count, least);
    return Array.from({ length: count }, item);
  };
  const pixelHash = text();
  const classes = list(4, text);
  let offset = 0;
  const records = list(20, () => {
    const [width, height, label] = [reader.uint32(), reader.uint32(), reader.uint32()];
    const record = { offset, width, height, label, track: text(), file: text() };
    offset += width * height * 3;
    if (width < 1 || height < 1 || label >= classes.length || offset > pixelBytes) {
      fail('cache-damaged', `${file} is damaged: it lists an image that cannot be in it`, { file });
    }
    return record;
  });
  const bad = list(8, () => ({ file: text(), reason: text() }));
  if (reader.remaining > 0 || offset !== pixelBytes) {
    fail('cache-damaged', `${file} is damaged: its list does not fit its pixels`, { file });
  }
  return { classes, records, bad, pixelHash };
}

/** What the content hash is the SHA-256 of. */
export function contentOf({ classes, records, pixelHash }: PackedIndex): string {
  return contentText(classes, records, pixelHash);
}

/** Grows as it is written to; numbers are 32 bits little-endian, texts UTF-8 after their length. */
function createWriter() {
  const encoder = new TextEncoder();
  let buffer = new Uint8Array(1 << 16);
  let length = 0;
  const reserve = (more: number) => {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(2 * buffer.length, length + more));
    larger.set(buffer);
    buffer = larger;
  };
  const number = (value: number) => {
    reserve(4);
    new DataView(buffer.buffer).setUint32(length, value, true);
    length += 4;
  };
  const text = (value: string) => {
    const encoded = encoder.encode(value);
    number(encoded.length);
    reserve(encoded.length);
    buffer.set(encoded, length);
    length += encoded.length;
  };
  return { number, text, bytes: () => buffer.subarray(0, length) };
}

import { ByteReader } from '../../shared/byteReader.ts';
import { fail } from '../../shared/problem.ts';
import { type DecodedImage, IMAGE_LIMITS } from './image.ts';

export const PPM_MAGIC = Uint8Array.from([0x50, 0x36]);

/**
 * Decodes a binary PPM (netpbm's P6): comments, any maxval below 65536 scaled to 255, two bytes a sample
 * above 255. With maxval 255 the picture is a view of the file's bytes. What follows the picture is passed
 * over, as netpbm does; a header's last line may end in two bytes. Throws one ProblemError for anything else, before memory is taken.
 */
export function decodePpm(bytes: Uint8Array, file: string): DecodedImage {
  const reader = new ByteReader(bytes, { file });
  if (!reader.accept(PPM_MAGIC))
    fail('bad-image', `${file} is not a PPM image: it does not start with P6`, { file });
  const width = headerNumber(reader, 'width');
  const height = headerNumber(reader, 'height');
  const most = headerNumber(reader, 'maxval');
  if (width < 1 || height < 1 || width * height > IMAGE_LIMITS.pixels) {
    const size = `${width} x ${height} pixels, expected 1 to ${IMAGE_LIMITS.pixels}`;
    fail('bad-image', `${file} says it has ${size}`, { file });
  }
  if (most < 1 || most > 65535)
    fail('bad-image', `${file} has a maxval of ${most}, expected 1 to 65535`, { file });
  const count = width * height * 3;
  const size = most > 255 ? 2 * count : count;
  const { offset } = reader;
  // Some of GTSRB's files end their lines as Windows does. Only the length tells this line's end from a first sample.
  const endsInTwo = bytes[offset - 1] === CARRIAGE_RETURN && bytes[offset] === LINE_FEED;
  if (endsInTwo && bytes.length - offset === size + 1) reader.uint8();
  const samples = reader.bytes(size);
  return { width, height, rgb: most === 255 ? samples : scaled(samples, count, most) };
}

/**
 * Samples of 0 to `most`, big-endian where they take two bytes, rounded to 0 to 255; larger ones count as
 * `most`.
 */
function scaled(samples: Uint8Array, count: number, most: number): Uint8Array {
  const rgb = new Uint8Array(count);
  const wide = samples.length > count;
  for (let i = 0; i < count; i++) {
    const sample = wide ? samples[2 * i] * 256 + samples[2 * i + 1] : samples[i];
    rgb[i] = Math.round((Math.min(sample, most) * 255) / most);
  }
  return rgb;
}

/** One number of the header, after white space and comments, and the single white space that ends it. */
function headerNumber(reader: ByteReader, what: string): number {
  let byte = reader.uint8();
  for (; isSpace(byte) || byte === HASH; byte = reader.uint8()) if (byte === HASH) skipComment(reader);
  let value = 0;
  for (; isDigit(byte); byte = reader.uint8()) {
    value = value * 10 + byte - ZERO;
    if (value > 0xffffffff)
      fail('bad-image', `${reader.file} has a ${what} too large to be one`, { file: reader.file });
  }
  if (byte === HASH) skipComment(reader);
  else if (!isSpace(byte)) {
    const found = `byte ${byte} at offset ${reader.offset - 1}`;
    fail('bad-image', `${reader.file} has ${found} where its ${what} was expected`, { file: reader.file });
  }
  return value;
}

const HASH = 0x23;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const ZERO = 0x30;

function skipComment(reader: ByteReader): void {
  for (let byte = reader.uint8(); byte !== LINE_FEED && byte !== CARRIAGE_RETURN; ) byte = reader.uint8();
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}

import { fail, ProblemError } from '../../shared/problem.ts';
import { type DecodedImage, IMAGE_LIMITS } from './image.ts';
import { decodePpm, PPM_MAGIC } from './ppm.ts';
import { loadSharpModule, type Sharp } from './sharpModule.ts';

/** Bytes of an image file to a picture at native size; throws one ProblemError that names the file. */
export type ImageDecoder = (bytes: Uint8Array, file: string) => Promise<DecodedImage>;

/**
 * Makes the decoder of image files, chosen by their first bytes, never by name. PPM is read by us; PNG, JPEG
 * and WebP by sharp, which is loaded at the first of them, with every other loader of it blocked.
 * Transparency is laid on black; 16 bits become 8; colour spaces become sRGB; only the first picture of an
 * animation counts. An EXIF orientation is not applied: the pixels stand as they are stored, as Torch's
 * image.load gives them.
 */
export function createImageDecoder(): ImageDecoder {
  let sharp: Promise<Sharp> | null = null;
  return async (bytes, file) => {
    if (bytes.length === 0) fail('bad-image', `${file} is empty`, { file });
    if (bytes.length > IMAGE_LIMITS.bytes) {
      fail('bad-image', `${file} has ${bytes.length} bytes, at most ${IMAGE_LIMITS.bytes} are read`, {
        file,
      });
    }
    if (startsWith(bytes, PPM_MAGIC)) return decodePpm(bytes, file);
    const format = formats.find(({ matches }) => matches(bytes));
    if (format === undefined) fail('bad-image', `${file} is not a PPM, PNG, JPEG or WebP image`, { file });
    sharp ??= loadSharp();
    return decodeBySharp(await sharp, bytes, file, format.name);
  };
}

const formats = [
  {
    name: 'PNG',
    matches: (b: Uint8Array) => startsWith(b, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  },
  { name: 'JPEG', matches: (b: Uint8Array) => startsWith(b, [0xff, 0xd8, 0xff]) },
  {
    name: 'WebP',
    matches: (b: Uint8Array) =>
      startsWith(b, [0x52, 0x49, 0x46, 0x46]) && startsWith(b.subarray(8), [0x57, 0x45, 0x42, 0x50]),
  },
];

async function loadSharp(): Promise<Sharp> {
  const sharp = await loadSharpModule();
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp'] });
  // Images are small and many: they are decoded side by side, each on one thread, and none twice.
  sharp.concurrency(1);
  sharp.cache(false);
  return sharp;
}

async function decodeBySharp(
  sharp: Sharp,
  bytes: Uint8Array,
  file: string,
  format: string,
): Promise<DecodedImage> {
  try {
    const image = sharp(bytes, { limitInputPixels: IMAGE_LIMITS.pixels, failOn: 'warning' });
    const plain = image.toColourspace('srgb').flatten({ background: '#000000' }).raw({ depth: 'uchar' });
    const { data, info } = await plain.toBuffer({ resolveWithObject: true });
    if (info.channels !== 3)
      fail('bad-image', `${file} decodes to ${info.channels} channels, expected 3`, { file });
    return { width: info.width, height: info.height, rgb: data };
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const reason = String((error as Error).message)
      .split('\n')[0]
      .slice(0, 200);
    const message = `${file} is a damaged ${format} image, or one beyond ${IMAGE_LIMITS.pixels} pixels: ${reason}`;
    throw new ProblemError({ code: 'bad-image', message, file }, { cause: error });
  }
}

function startsWith(bytes: Uint8Array, magic: ArrayLike<number>): boolean {
  for (let i = 0; i < magic.length; i++) if (bytes[i] !== magic[i]) return false;
  return true;
}

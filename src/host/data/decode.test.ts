import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { createImageDecoder } from './decode.ts';

const decode = createImageDecoder();
const size = { width: 5, height: 3 };
const noise = Uint8Array.from({ length: 5 * 3 * 4 }, (_, i) => (i * 71 + 13) & 255);

/** A PNG, JPEG or WebP of the noise, with three channels or, with transparency, four. */
function encoded(channels: 1 | 3 | 4) {
  return sharp(noise.subarray(0, 15 * channels), { raw: { ...size, channels } });
}

async function problemOf(bytes: Uint8Array): Promise<string> {
  try {
    await decode(bytes, 'sign.png');
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
  return 'none';
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const crc = body.reduce((sum, byte) => {
    let next = sum ^ byte;
    for (let bit = 0; bit < 8; bit++) next = next & 1 ? (next >>> 1) ^ 0xedb88320 : next >>> 1;
    return next;
  }, 0xffffffff);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(~crc >>> 0);
  return Buffer.concat([length, body, check]);
}

/** A PNG that says it is grey and so wide and high, with some of its data. */
function pngOf(width: number, height: number, data: Uint8Array): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(data)),
    chunk('IEND', Buffer.of()),
  ]);
}

test('PNG and lossless WebP come out as their own bytes, whatever the name says', async () => {
  const rgb = [...noise.subarray(0, 45)];
  for (const bytes of [
    await encoded(3).png().toBuffer(),
    await encoded(3).webp({ lossless: true }).toBuffer(),
  ]) {
    const image = await decode(bytes, 'sign.jpeg');
    expect([image.width, image.height, ...image.rgb]).toEqual([5, 3, ...rgb]);
  }
});

test('PPM is decoded without sharp', async () => {
  const bytes = Buffer.concat([Buffer.from('P6 5 3 255\n'), noise.subarray(0, 45)]);
  expect([...(await decode(bytes, 'sign.png')).rgb]).toEqual([...noise.subarray(0, 45)]);
});

test('JPEG comes out near its source', async () => {
  const flat = sharp({ create: { ...size, channels: 3, background: '#c83214' } });
  const { rgb } = await decode(await flat.jpeg({ quality: 95 }).toBuffer(), 'x');
  for (let i = 0; i < 45; i++) expect(Math.abs(rgb[i] - [200, 50, 20][i % 3])).toBeLessThan(5);
});

test('grey becomes three equal channels, 16 bits become 8', async () => {
  const grey = [...noise.subarray(0, 15)].flatMap((value) => [value, value, value]);
  const eight = await encoded(1).toColourspace('b-w').png().toBuffer();
  expect([...(await decode(eight, 'x')).rgb]).toEqual(grey);
  const sixteen = await encoded(3).toColourspace('rgb16').png().toBuffer();
  expect((await sharp(sixteen).metadata()).depth).toBe('ushort');
  expect([...(await decode(sixteen, 'x')).rgb]).toEqual([...noise.subarray(0, 45)]);
});

test('transparency is laid on black', async () => {
  const { rgb } = await decode(await encoded(4).png().toBuffer(), 'x');
  for (let pixel = 0; pixel < 15; pixel++) {
    for (let c = 0; c < 3; c++) {
      const expected = (noise[4 * pixel + c] * noise[4 * pixel + 3]) / 255;
      expect(Math.abs(rgb[3 * pixel + c] - expected)).toBeLessThanOrEqual(1);
    }
  }
});

test('an EXIF orientation is not applied', async () => {
  const bytes = await encoded(3).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const { width, height } = await decode(bytes, 'x');
  expect([width, height]).toEqual([5, 3]);
});

test('a PNG bomb is refused at once', async () => {
  const bomb = pngOf(16_000, 16_000, Buffer.alloc(16_001 * 40));
  const start = performance.now();
  expect(await problemOf(bomb)).toContain('sign.png is a damaged PNG image, or one beyond 16777216 pixels');
  expect(performance.now() - start).toBeLessThan(1000);
  expect(await problemOf(pngOf(0x7fffffff, 0x7fffffff, Buffer.alloc(9)))).toContain('beyond 16777216 pixels');
});

test('every kind of damage is one sentence', async () => {
  expect(await problemOf(new Uint8Array(0))).toBe('sign.png is empty');
  const unknown = 'sign.png is not a PPM, PNG, JPEG or WebP image';
  expect(await problemOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))).toBe(
    unknown,
  );
  expect(await problemOf(Buffer.from('GIF89a plus some more bytes'))).toBe(unknown);
  expect(await problemOf(Uint8Array.of(0x89))).toBe(unknown);
  const png = await sharp({ create: { width: 90, height: 90, channels: 3, background: '#123456' } })
    .png()
    .toBuffer();
  const damaged = 'sign.png is a damaged PNG image';
  expect(await problemOf(png.subarray(0, png.length - 30))).toContain(damaged);
  expect(await problemOf(png.subarray(0, 20))).toContain(damaged);
  const flipped = Buffer.from(png);
  flipped[60] ^= 0x55;
  expect(await problemOf(flipped)).toContain(damaged);
  const jpeg = await encoded(3).resize(200, 200).jpeg().toBuffer();
  expect(await problemOf(jpeg.subarray(0, Math.floor(jpeg.length * 0.7)))).toContain(
    'sign.png is a damaged JPEG image',
  );
  expect(await problemOf(new Uint8Array(64 * 1024 * 1024 + 1))).toBe(
    'sign.png has 67108865 bytes, at most 67108864 are read',
  );
});

test('loaders other than the three stay blocked', async () => {
  await problemOf(pngOf(1, 1, Buffer.alloc(2)));
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
  await expect(sharp(svg).png().toBuffer()).rejects.toThrow();
});

import { expect, test } from 'vitest';
import { createRandom } from '../random/streams.ts';
import { type Augmentation, writeTransform } from './augmentation.ts';
import { createPrepareScratch, type InputFormat, prepareImage } from './prepare.ts';
import { type Interpolation, TRANSFORM_SIZE, transformField } from './transform.ts';

type Picture = { width: number; height: number; at: (x: number, y: number, channel: number) => number };

/** A native image of arbitrary bytes behind a lopsided offset, as bytes and as a picture in float64. */
function imageOf(width: number, height: number, seed: number) {
  const offset = 7;
  const pixels = new Uint8Array(offset + width * height * 3 + 5).fill(201);
  const random = createRandom(seed, 'limit');
  for (let i = 0; i < width * height * 3; i++) pixels[offset + i] = random.nextInteger(256);
  const picture: Picture = { width, height, at: (x, y, c) => pixels[offset + 3 * (y * width + x) + c] / 255 };
  return { pixels, offset, width, height, picture };
}

/** Values of a resized line by the formulas of torch.image, told in float64 and by value, not by plan. */
function resizedLine(values: number[], length: number, interpolation: Interpolation): number[] {
  const n = values.length;
  if (n === length) return values;
  if (interpolation === 'bilinear' && length < n) {
    return Array.from({ length }, (_, i) => {
      const [from, to] = [(i * n) / length, ((i + 1) * n) / length];
      const weights = values.map((_value, s) => Math.max(0, Math.min(to, s + 1) - Math.max(from, s)));
      return values.reduce((sum, value, s) => sum + value * weights[s], 0) / (to - from);
    });
  }
  const beyond = (s: number) =>
    s < 0
      ? 2 * values[0] - (values[1] ?? values[0])
      : s >= n
        ? 2 * values[n - 1] - (values[n - 2] ?? values[0])
        : values[s];
  return Array.from({ length }, (_, i) => {
    if (i === length - 1 || n === 1) return values[n - 1];
    const place = (i * (n - 1)) / (length - 1);
    const s = Math.floor(place + 1e-12);
    const t = place - s;
    if (interpolation === 'bilinear') return values[s] + t * (beyond(s + 1) - values[s]);
    const p = [s - 1, s, s + 1, s + 2].map(beyond);
    const basis = [
      -t + 2 * t * t - t ** 3,
      2 - 5 * t * t + 3 * t ** 3,
      t + 4 * t * t - 3 * t ** 3,
      t ** 3 - t * t,
    ];
    return basis.reduce((sum, weight, k) => sum + (weight * p[k]) / 2, 0);
  });
}

function resized(picture: Picture, width: number, height: number, interpolation: Interpolation): Picture {
  const planes = [0, 1, 2].map((c) => {
    const lines = Array.from({ length: picture.height }, (_, y) =>
      resizedLine(
        Array.from({ length: picture.width }, (_x, x) => picture.at(x, y, c)),
        width,
        interpolation,
      ),
    );
    return lines[0].map((_value, x) =>
      resizedLine(
        lines.map((line) => line[x]),
        height,
        interpolation,
      ),
    );
  });
  return { width, height, at: (x, y, c) => planes[c][x][y] };
}

/** The whole way in float64, from a transform's named numbers. */
function expected(image: Picture, t: Record<string, number>, format: InputFormat): number[] {
  const crop: Picture = {
    width: t.cropWidth,
    height: t.cropHeight,
    at: (x, y, c) => image.at(t.cropX + x, t.cropY + y, c),
  };
  const whole = resized(crop, t.resizeWidth, t.resizeHeight, t.interpolation === 0 ? 'bicubic' : 'bilinear');
  let pixels: number[][] = [];
  for (let y = 0; y < format.height; y++) {
    for (let x = 0; x < format.width; x++)
      pixels.push([0, 1, 2].map((c) => whole.at(t.windowX + x, t.windowY + y, c)));
  }
  const grey = (p: number[]) => 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2];
  const blend = (factor: number, other: (p: number[]) => number) => {
    pixels = pixels.map((p) => p.map((value) => factor * value + (1 - factor) * other(p)));
  };
  const steps = [
    () => blend(t.brightness, () => 0),
    () => {
      const mean = pixels.reduce((sum, p) => sum + grey(p), 0) / pixels.length;
      blend(t.contrast, () => mean);
    },
    () => blend(t.saturation, grey),
  ];
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  for (const step of orders[t.order] ?? []) steps[step]();
  pixels = pixels.map(([r, g, b]) => [r + t.lightRed, g + t.lightGreen, b + t.lightBlue]);
  const channels = format.channels === 3 ? [0, 1, 2].map((c) => pixels.map((p) => p[c])) : [pixels.map(grey)];
  return channels.flatMap((plane, c) => plane.map((value) => (value - format.mean[c]) / format.deviation[c]));
}

function named(transforms: Float32Array): Record<string, number> {
  return Object.fromEntries(Object.entries(transformField).map(([name, place]) => [name, transforms[place]]));
}

function farthest(actual: Float32Array, wanted: number[]): number {
  expect(actual.length).toBe(wanted.length);
  return wanted.reduce((most, value, i) => Math.max(most, Math.abs(value - actual[i])), 0);
}

const colour: InputFormat = {
  width: 13,
  height: 13,
  channels: 3,
  mean: [0.48, 0.45, 0.4],
  deviation: [0.9, 1.1, 1.3],
};
const grey: InputFormat = { width: 11, height: 7, channels: 1, mean: [0.34], deviation: [0.8] };

/** How far prepareImage is from the float64 way. Both ends of its output must stay untouched. */
function errorOf(
  size: [number, number],
  format: InputFormat,
  preset: Augmentation,
  interpolation: Interpolation,
  scratch = createPrepareScratch(),
): number {
  const image = imageOf(size[0], size[1], size[0] * 1000 + size[1]);
  const transforms = new Float32Array(TRANSFORM_SIZE);
  const random = createRandom(4, 'augmentation', { step: size[0] * 300 + size[1], epoch: 2 });
  writeTransform(transforms, 0, preset, image, { ...format, interpolation }, random);
  const length = format.width * format.height * format.channels;
  const out = new Float32Array(length + 6).fill(77);
  prepareImage(image.pixels, image, transforms, 0, format, out, 4, scratch);
  expect([...out.subarray(0, 4), ...out.subarray(length + 4)]).toEqual(Array(6).fill(77));
  return farthest(out.subarray(4, length + 4), expected(image.picture, named(transforms), format));
}

const sizes: [number, number][] = [
  [1, 1],
  [1, 9],
  [9, 1],
  [2, 2],
  [2, 3],
  [13, 13],
  [14, 13],
  [13, 40],
  [12, 11],
  [48, 31],
  [97, 60],
];

for (const interpolation of ['bicubic', 'bilinear'] as const) {
  test.each(sizes)(`${interpolation} resizes a %d x %d image as the formulas say`, (width, height) => {
    expect(errorOf([width, height], colour, 'none', interpolation)).toBeLessThan(8e-6);
    expect(errorOf([width, height], grey, 'none', interpolation)).toBeLessThan(8e-6);
  });
}

test.each(['tutorial', 'mild'] as const)('%s crops, adjusts and lights as the formulas say', (preset) => {
  for (const size of sizes) {
    expect(errorOf(size, colour, preset, 'bicubic')).toBeLessThan(8e-6);
    expect(errorOf(size, grey, preset, 'bilinear')).toBeLessThan(8e-6);
  }
});

test.each([0, 1, 2, 3, 4, 5])(
  'order %d of the three adjustments is kept, and overshoot is not clamped',
  (order) => {
    const image = imageOf(13, 13, 5);
    const transforms = new Float32Array(TRANSFORM_SIZE);
    writeTransform(transforms, 0, 'none', image, colour, null);
    transforms[transformField.order] = order;
    transforms[transformField.brightness] = 1.375;
    transforms[transformField.contrast] = 1.3125;
    transforms[transformField.saturation] = 0.65625;
    transforms[transformField.lightGreen] = 0.21;
    const out = new Float32Array(13 * 13 * 3);
    prepareImage(image.pixels, image, transforms, 0, colour, out, 0, createPrepareScratch());
    expect(farthest(out, expected(image.picture, named(transforms), colour))).toBeLessThan(2e-6);
    expect(Math.max(...out)).toBeGreaterThan((1.05 - 0.4) / 0.9);
  },
);

test('buffers kept from one image to the next change nothing', () => {
  const scratch = createPrepareScratch();
  for (const size of [
    [97, 60],
    [2, 3],
    [1, 9],
    [48, 31],
  ] as [number, number][]) {
    expect(errorOf(size, colour, 'tutorial', 'bicubic', scratch)).toBeLessThan(8e-6);
    expect(errorOf(size, grey, 'none', 'bilinear', scratch)).toBeLessThan(8e-6);
  }
  const { rows, rgb, line } = scratch;
  errorOf([30, 30], colour, 'tutorial', 'bicubic', scratch);
  expect([scratch.rows === rows, scratch.rgb === rgb, scratch.line === line]).toEqual([true, true, true]);
});

test('an image of the right size passes through bit for bit, save the normalisation', () => {
  const image = imageOf(13, 13, 9);
  const transforms = new Float32Array(TRANSFORM_SIZE);
  writeTransform(transforms, 0, 'none', image, colour, null);
  const plain: InputFormat = { ...colour, mean: [0, 0, 0], deviation: [1, 1, 1] };
  const out = new Float32Array(13 * 13 * 3);
  prepareImage(image.pixels, image, transforms, 0, plain, out, 0, createPrepareScratch());
  const bytes = Array.from(out, (value) => value * 255);
  const native = [0, 1, 2].flatMap((c) =>
    Array.from({ length: 169 }, (_, i) => image.pixels[image.offset + 3 * i + c]),
  );
  expect(bytes.map(Math.round)).toEqual(native);
  expect(out[5]).toBe(Math.fround(native[5] / 255));
});

test('the last sample of an enlarged line is copied exactly', () => {
  const image = imageOf(5, 4, 3);
  const transforms = new Float32Array(TRANSFORM_SIZE);
  const plain: InputFormat = { width: 25, height: 20, channels: 3, mean: [0, 0, 0], deviation: [1, 1, 1] };
  writeTransform(transforms, 0, 'none', image, plain, null);
  const out = new Float32Array(25 * 20 * 3);
  prepareImage(image.pixels, image, transforms, 0, plain, out, 0, createPrepareScratch());
  for (let c = 0; c < 3; c++) {
    expect(out[(c + 1) * 500 - 1]).toBe(Math.fround(image.pixels[image.offset + 3 * 19 + c] / 255));
    expect(out[c * 500]).toBe(Math.fround(image.pixels[image.offset + c] / 255));
  }
});

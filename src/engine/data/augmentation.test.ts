import { expect, test } from 'vitest';
import { createRandom } from '../random/streams.ts';
import { type Augmentation, augmentations, writeTransform } from './augmentation.ts';
import { jitterOrders, TRANSFORM_SIZE, transformField } from './transform.ts';

const target = { width: 48, height: 48 };

/** The record of one image as named numbers. */
function transformOf(
  preset: Augmentation,
  image: { width: number; height: number },
  draw: { seed: number; index: number; epoch: number } | null,
  size: Parameters<typeof writeTransform>[4] = target,
): Record<keyof typeof transformField, number> {
  const out = new Float32Array(TRANSFORM_SIZE + 2).fill(99);
  const random = draw && createRandom(draw.seed, 'augmentation', { step: draw.index, epoch: draw.epoch });
  writeTransform(out, 1, preset, image, size, random);
  expect([out[0], out[TRANSFORM_SIZE + 1]]).toEqual([99, 99]);
  const entries = Object.entries(transformField).map(([name, place]) => [name, out[1 + place]]);
  return Object.fromEntries(entries);
}

test('the record has a name for each of its numbers', () => {
  expect(Object.values(transformField).sort((a, b) => a - b)).toEqual([...Array(TRANSFORM_SIZE).keys()]);
});

// [width, height] -> [resizeWidth, resizeHeight, windowX, windowY], worked out by hand from Scale and
// CenterCrop.
test.each([
  [
    [32, 32],
    [48, 48, 0, 0],
  ],
  [
    [30, 31],
    [48, 49, 0, 1],
  ],
  [
    [61, 40],
    [73, 48, 13, 0],
  ],
  [
    [48, 51],
    [48, 51, 0, 2],
  ],
  [
    [250, 15],
    [800, 48, 376, 0],
  ],
  [
    [1, 1],
    [48, 48, 0, 0],
  ],
  [
    [1, 9],
    [48, 432, 0, 192],
  ],
])('an image of %j without augmentation is scaled and centred to %j', (image, [width, height, x, y]) => {
  const record = transformOf('none', { width: image[0], height: image[1] }, null);
  expect(record).toEqual({
    cropX: 0,
    cropY: 0,
    cropWidth: image[0],
    cropHeight: image[1],
    resizeWidth: width,
    resizeHeight: height,
    windowX: x,
    windowY: y,
    order: -1,
    brightness: 1,
    contrast: 1,
    saturation: 1,
    lightRed: 0,
    lightGreen: 0,
    lightBlue: 0,
    interpolation: 0,
  });
});

test('a picture that has the shorter side already is never resized', () => {
  for (let height = 48; height < 300; height++) {
    expect(transformOf('none', { width: 48, height }, null)).toMatchObject({
      resizeWidth: 48,
      resizeHeight: height,
    });
  }
});

test('a target that is not square is covered', () => {
  const wide = { width: 60, height: 20, interpolation: 'bilinear' as const };
  const record = transformOf('none', { width: 33, height: 35 }, null, wide);
  expect(record).toMatchObject({
    resizeWidth: 60,
    resizeHeight: 63,
    windowX: 0,
    windowY: 22,
    interpolation: 1,
  });
});

test('without a generator no preset draws anything', () => {
  const image = { width: 37, height: 29 };
  expect(transformOf('tutorial', image, null)).toEqual(transformOf('none', image, null));
});

test('an image draws alike whatever was drawn before, and anew each epoch and for each seed and image', () => {
  const image = { width: 37, height: 29 };
  const first = transformOf('tutorial', image, { seed: 5, index: 11, epoch: 3 });
  const random = createRandom(5, 'augmentation');
  const out = new Float32Array(TRANSFORM_SIZE);
  for (const index of [4, 11]) {
    random.reset(0, index, 3);
    writeTransform(out, 0, 'tutorial', image, target, random);
  }
  expect([...out]).toEqual(Object.values(first));
  for (const other of [
    { seed: 6, index: 11, epoch: 3 },
    { seed: 5, index: 12, epoch: 3 },
    { seed: 5, index: 11, epoch: 4 },
  ]) {
    expect(transformOf('tutorial', image, other)).not.toEqual(first);
  }
});

test.each(['tutorial', 'mild'] as const)(
  '%s draws within its ranges and reaches near their ends',
  (preset) => {
    const recipe = augmentations[preset];
    const [least, most] = recipe.area ?? [1, 1];
    const image = { width: 203, height: 211 };
    const areas: number[] = [];
    const ratios: number[] = [];
    const factors: number[] = [];
    const orders = new Set<number>();
    for (let index = 0; index < 3000; index++) {
      const t = transformOf(preset, image, { seed: 1, index, epoch: 2 });
      expect(t.cropX >= 0 && t.cropX + t.cropWidth <= image.width).toBe(true);
      expect(t.cropY >= 0 && t.cropY + t.cropHeight <= image.height).toBe(true);
      if (t.windowX + t.windowY > 0) continue;
      areas.push((t.cropWidth * t.cropHeight) / (image.width * image.height));
      ratios.push(t.cropWidth / t.cropHeight);
      factors.push(t.brightness, t.contrast, t.saturation);
      orders.add(t.order);
    }
    const slack = 0.02;
    const ends = (values: number[]) => [Math.min(...values), Math.max(...values)];
    const near = (value: number, expected: number) => expect(Math.abs(value - expected)).toBeLessThan(slack);
    near(ends(areas)[0], least);
    expect(ends(areas)[1]).toBeLessThanOrEqual(most + slack);
    near(ends(ratios)[0], recipe.ratio[0]);
    near(ends(ratios)[1], recipe.ratio[1]);
    near(ends(factors)[0], 1 - recipe.jitter);
    near(ends(factors)[1], 1 + recipe.jitter);
    expect(orders.size).toBe(jitterOrders.length);
  },
);

test("the tutorial's light lies along ImageNet's components, at the deviation given", () => {
  const count = 4000;
  let sumRed = 0;
  let sumRedBlue = 0;
  for (let index = 0; index < count; index++) {
    const t = transformOf('tutorial', { width: 64, height: 64 }, { seed: 3, index, epoch: 1 });
    sumRed += t.lightRed ** 2;
    sumRedBlue += t.lightRed * t.lightBlue;
  }
  const scale = [0.2175, 0.0188, 0.0045].map((value) => (0.1 * value) ** 2);
  const red = [-0.5675, 0.7192, 0.4009];
  const blue = [-0.5836, -0.6948, 0.4203];
  const variance = red.reduce((sum, value, j) => sum + value * value * scale[j], 0);
  const covariance = red.reduce((sum, value, j) => sum + value * blue[j] * scale[j], 0);
  expect(sumRed / count / variance).toBeGreaterThan(0.9);
  expect(sumRed / count / variance).toBeLessThan(1.1);
  expect(sumRedBlue / count / covariance).toBeGreaterThan(0.9);
  expect(sumRedBlue / count / covariance).toBeLessThan(1.1);
});

test('where no crop fits in ten tries the centre is taken, and colours still change', () => {
  const fallbacks = [];
  for (let index = 0; index < 200; index++) {
    const t = transformOf('mild', { width: 400, height: 9 }, { seed: 2, index, epoch: 1 });
    if (t.cropWidth === 400) fallbacks.push(t);
  }
  expect(fallbacks.length).toBeGreaterThan(190);
  expect(fallbacks[0]).toMatchObject({
    cropHeight: 9,
    resizeHeight: 48,
    resizeWidth: 2133,
    windowX: 1043,
    windowY: 0,
  });
  expect(fallbacks.every((t) => t.order >= 0 && t.brightness !== 1)).toBe(true);
});

test('the smallest image there can be is never cropped to nothing', () => {
  for (let index = 0; index < 200; index++) {
    const t = transformOf('tutorial', { width: 1, height: 1 }, { seed: 2, index, epoch: 1 });
    expect([t.cropWidth, t.cropHeight]).toEqual([1, 1]);
  }
});

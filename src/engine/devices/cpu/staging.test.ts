import { afterAll, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { compile } from '../../compiler/compile.ts';
import { describeNetwork, resolveNetwork } from '../../conformance/network.ts';
import { type Augmentation, writeTransform } from '../../data/augmentation.ts';
import type { ImageSet } from '../../data/dataset.ts';
import type { InputFormat } from '../../data/prepare.ts';
import { createPrepareScratch, prepareImage } from '../../data/prepare.ts';
import { type Interpolation, TRANSFORM_SIZE } from '../../data/transform.ts';
import { createRandom } from '../../random/streams.ts';
import type { Batch } from '../device.ts';
import { type CpuDevice, createCpuDevice } from './device.ts';
import { cpuTarget } from './target.ts';

const opened: CpuDevice[] = [];
afterAll(() => {
  for (const device of opened) device.dispose();
});

function imagesOf(sizes: readonly (readonly [number, number])[]): ImageSet {
  let offset = 3;
  const records = sizes.map(([width, height], i) => {
    const record = { offset, width, height, label: i % 4, track: '', file: `${i}.ppm` };
    offset += width * height * 3;
    return record;
  });
  const pixels = new Uint8Array(offset);
  for (let i = 0; i < offset; i++) pixels[i] = (i * 7919 + (i >> 5) * 101) % 251;
  return { classes: ['a', 'b', 'c', 'd'], records, pixels, contentHash: '' };
}

function batchOf(
  images: ImageSet,
  capacity: number,
  preparation: InputFormat,
  [augmentation, interpolation]: readonly [Augmentation, Interpolation],
  epoch: number,
): Batch {
  const { records } = images;
  const transforms = new Float32Array(capacity * TRANSFORM_SIZE);
  records.forEach((record, i) => {
    const random = createRandom(89, 'augmentation', { step: i, epoch });
    writeTransform(
      transforms,
      i * TRANSFORM_SIZE,
      augmentation,
      record,
      { ...preparation, interpolation },
      random,
    );
  });
  const labels = new Int32Array(capacity);
  labels.set(records.map(({ label }) => label));
  return {
    count: records.length,
    indices: Uint32Array.from({ length: capacity }, (_, i) => i),
    labels,
    transforms,
  };
}

async function open(preparation: InputFormat, capacity: number) {
  const { width, height, channels } = preparation;
  const size = [channels, height, width];
  const normalisation = { mean: Array(channels).fill(0), deviation: Array(channels).fill(1) };
  const input = { size, colour: channels === 3 ? 'rgb' : 'grey', ...normalisation };
  const network = resolveNetwork(
    describeNetwork([
      ['images', 'Input', input],
      ['view', 'View'],
      ['fc', 'Linear', { outputSize: 4 }],
    ]),
  );
  const device = await createCpuDevice(createBuiltPlatform(), { threads: 2 });
  opened.push(device);
  const { program } = compile(network.graph, network.training, { capacity, target: cpuTarget });
  return { program, executable: await device.compile(program) };
}

const rgb: InputFormat = {
  width: 13,
  height: 11,
  channels: 3,
  mean: [0.41, 0.36, 0.29],
  deviation: [0.23, 0.31, 0.27],
};
const grey: InputFormat = { ...rgb, channels: 1, mean: [0.37], deviation: [0.19] };

test.each([
  ['rgb', 'tutorial', 'bicubic'],
  ['rgb', 'mild', 'bilinear'],
  ['grey', 'tutorial', 'bilinear'],
  ['grey', 'none', 'bicubic'],
] as const)(
  'prepares %s with augmentation %s, %s, as the reference does to a millionth',
  async (...sample) => {
    const [colour, augmentation, interpolation] = sample;
    const preparation = { rgb, grey }[colour];
    const sizes = Array.from({ length: 37 }, (_, i) => [5 + ((i * 17) % 60), 4 + ((i * 29) % 70)] as const);
    const images = imagesOf([...sizes, [1, 9], [8, 1], [13, 11]]);
    const { program, executable } = await open(preparation, images.records.length);
    await executable.bind(images, preparation);
    const area = preparation.width * preparation.height * preparation.channels;
    const found = new Float32Array(area * images.records.length);
    const expected = new Float32Array(found.length);
    const scratch = createPrepareScratch();
    for (let epoch = 1; epoch <= 5; epoch++) {
      const batch = batchOf(images, images.records.length, preparation, [augmentation, interpolation], epoch);
      await executable.load(batch);
      await executable.read(program.input, images.records.length, found);
      images.records.forEach((record, i) => {
        const at = i * TRANSFORM_SIZE;
        prepareImage(images.pixels, record, batch.transforms, at, preparation, expected, i * area, scratch);
      });
      const worst = found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
      expect(worst).toBeLessThanOrEqual(1e-6);
      expect(found.some((value) => value > 0.1) && found.some((value) => value < -0.1)).toBe(true);
    }
  },
);

test('a batch larger than the staging area goes through in parts', async () => {
  const images = imagesOf([
    [2900, 1900],
    [2800, 2100],
    [7, 5],
  ]);
  const { program, executable } = await open(rgb, 4);
  await executable.bind(images, rgb);
  const batch = batchOf(images, 4, rgb, ['none', 'bilinear'], 1);
  await executable.load(batch);
  const area = 13 * 11 * 3;
  const found = new Float32Array(3 * area);
  await executable.read(program.input, 3, found);
  const expected = new Float32Array(3 * area);
  images.records.forEach((record, i) => {
    const at = i * TRANSFORM_SIZE;
    prepareImage(
      images.pixels,
      record,
      batch.transforms,
      at,
      rgb,
      expected,
      i * area,
      createPrepareScratch(),
    );
  });
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], 6);
  });
});

test('a batch before any images are bound is a fault of the program', async () => {
  const { executable } = await open(rgb, 2);
  const batch = batchOf(imagesOf([[7, 5]]), 2, rgb, ['none', 'bicubic'], 1);
  expect(() => executable.load(batch)).toThrow('bind first');
});

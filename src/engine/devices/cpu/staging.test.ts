import { afterAll, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { compile } from '../../compiler/compile.ts';
import { describeNetwork, resolveNetwork } from '../../conformance/network.ts';
import type { InputFormat } from '../../data/prepare.ts';
import { batchOf, imagesOf, preparedByReference } from '../../data/testing/imageBatches.ts';
import { type CpuDevice, createCpuDevice } from './device.ts';
import { cpuTarget } from './target.ts';

const opened: CpuDevice[] = [];
afterAll(() => {
  for (const device of opened) device.dispose();
});

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
const plain = { format: rgb, augmentation: 'none', interpolation: 'bilinear', epoch: 1 } as const;

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
    const { length } = images.records;
    const found = new Float32Array(preparation.width * preparation.height * preparation.channels * length);
    for (let epoch = 1; epoch <= 5; epoch++) {
      const words = { capacity: length, format: preparation, augmentation, interpolation, epoch };
      const batch = batchOf(images, words);
      await executable.load(batch);
      await executable.read(program.input, length, found);
      const expected = preparedByReference(images, batch, preparation);
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
  const batch = batchOf(images, { ...plain, capacity: 4 });
  await executable.load(batch);
  const found = new Float32Array(3 * 13 * 11 * 3);
  await executable.read(program.input, 3, found);
  const expected = preparedByReference(images, batch, rgb);
  found.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i], 6);
  });
});

test('a batch before any images are bound is a fault of the program', async () => {
  const { executable } = await open(rgb, 2);
  const batch = batchOf(imagesOf([[7, 5]]), { ...plain, capacity: 2 });
  expect(() => executable.load(batch)).toThrow('bind first');
});

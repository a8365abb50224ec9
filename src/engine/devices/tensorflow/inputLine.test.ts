import { expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { writeTransform } from '../../data/augmentation.ts';
import type { ImageSet } from '../../data/dataset.ts';
import { createPrepareScratch, type InputFormat, prepareImage } from '../../data/prepare.ts';
import { TRANSFORM_SIZE } from '../../data/transform.ts';
import { createRandom } from '../../random/streams.ts';
import { startBackgroundTeam } from '../cpu/backgroundTeam.ts';
import { chooseKernels } from '../cpu/choose.ts';
import { createSharedMemory } from '../cpu/memory.ts';
import type { Batch } from '../device.ts';
import { createInputLine } from './inputLine.ts';

const CAPACITY = 9;
const format: InputFormat = {
  width: 11,
  height: 7,
  channels: 3,
  mean: [0.4, 0.3, 0.2],
  deviation: [0.21, 0.33, 0.4],
};

const images = ((): ImageSet => {
  let offset = 0;
  const records = Array.from({ length: 40 }, (_, i) => {
    const [width, height] = [5 + ((i * 7) % 31), 6 + ((i * 11) % 23)];
    const record = { offset, width, height, label: i % 5, track: '', file: `${i}.ppm` };
    offset += width * height * 3;
    return record;
  });
  const random = createRandom(3, 'weights');
  const pixels = Uint8Array.from({ length: offset }, () => random.nextInteger(256));
  return { classes: ['a', 'b', 'c', 'd', 'e'], records, pixels, contentHash: '' };
})();

function batchOf(step: number, count: number): Batch {
  const transforms = new Float32Array(CAPACITY * TRANSFORM_SIZE);
  const indices = Uint32Array.from({ length: CAPACITY }, (_, i) => (step * 5 + i * 3) % 40);
  const random = createRandom(7, 'augmentation', { step });
  for (let i = 0; i < count; i++) {
    const record = images.records[indices[i]];
    const wanted = { ...format, interpolation: 'bicubic' } as const;
    writeTransform(transforms, i * TRANSFORM_SIZE, 'tutorial', record, wanted, random);
  }
  return { count, indices, transforms, labels: indices.map((index) => index % 5) as unknown as Int32Array };
}

/** The same batch by the reference's own code. */
function expectedImages(batch: Batch): Float32Array {
  const size = format.channels * format.width * format.height;
  const into = new Float32Array(batch.count * size);
  const scratch = createPrepareScratch();
  for (let i = 0; i < batch.count; i++) {
    const record = images.records[batch.indices[i]];
    const at = i * TRANSFORM_SIZE;
    prepareImage(images.pixels, record, batch.transforms, at, format, into, i * size, scratch);
  }
  return into;
}

test.each([1, 3])(
  'batches come prepared by %i threads, each while the one before is still looked at',
  async (threads) => {
    const platform = createBuiltPlatform();
    const shared = createSharedMemory();
    const { module } = await chooseKernels(platform);
    const team = await startBackgroundTeam(platform, shared, module, threads);
    try {
      const size = format.channels * format.width * format.height;
      const line = createInputLine(shared, team, CAPACITY, size);
      line.bind(images, format);
      const batches = Array.from({ length: 30 }, (_, step) => batchOf(step, step === 29 ? 2 : CAPACITY));
      line.begin(batches[0]);
      for (const [step, batch] of batches.entries()) {
        line.settle();
        const [own, labels] = [line.images(), line.labels()];
        if (step + 1 < batches.length) line.begin(batches[step + 1]);
        const expected = expectedImages(batch);
        let largest = 0;
        for (const [i, value] of expected.entries()) largest = Math.max(largest, Math.abs(value - own[i]));
        expect(largest).toBeLessThan(2e-5);
        expect([...labels.subarray(0, batch.count)]).toEqual([...batch.labels.subarray(0, batch.count)]);
      }
      line.dispose();
    } finally {
      team.dispose();
    }
  },
);

test('a thread that fails is told where the batch is waited for, and nobody waits for ever', async () => {
  const platform = createBuiltPlatform();
  const shared = createSharedMemory();
  const { module } = await chooseKernels(platform);
  const team = await startBackgroundTeam(platform, shared, module, 2);
  try {
    // A record of no known kernel: the threads meet an unreachable instruction.
    const record = shared.allocate(256, 'a record');
    new Int32Array(shared.memory.buffer, record, 64).set([9999, 0, 1, 0, 1]);
    team.run(record, 1);
    expect(() => team.settle()).toThrow('a thread that prepares images failed');
    expect(() => team.settle()).toThrow('a thread that prepares images failed');
  } finally {
    team.dispose();
  }
});

import { expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import type { InputFormat } from '../../data/prepare.ts';
import { batchOf, imagesOf, preparedByReference } from '../../data/testing/imageBatches.ts';
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

const images = imagesOf(Array.from({ length: 40 }, (_, i) => [5 + ((i * 7) % 31), 6 + ((i * 11) % 23)]));

function batchAt(step: number, count: number): Batch {
  const indices = Array.from({ length: count }, (_, i) => (step * 5 + i * 3) % 40);
  const words = { capacity: CAPACITY, format, augmentation: 'tutorial', interpolation: 'bicubic' } as const;
  return batchOf(images, { ...words, epoch: step, indices });
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
      const batches = Array.from({ length: 30 }, (_, step) => batchAt(step, step === 29 ? 2 : CAPACITY));
      line.begin(batches[0]);
      for (const [step, batch] of batches.entries()) {
        line.settle();
        const [own, labels] = [line.images(), line.labels()];
        if (step + 1 < batches.length) line.begin(batches[step + 1]);
        const expected = preparedByReference(images, batch, format);
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

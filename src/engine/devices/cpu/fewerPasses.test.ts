import { afterAll, describe, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { setKernelFlags } from '../../../host/engine/v8Flags.ts';
import { compile } from '../../compiler/compile.ts';
import type { Fusion, Target } from '../../compiler/target.ts';
import { describeNetwork, type Network, networkData, resolveNetwork } from '../../conformance/network.ts';
import { asReference } from '../../conformance/networkCases.ts';
import { trainNetwork } from '../../conformance/networkRun.ts';
import { assertSame } from '../../conformance/numbers.ts';
import { cpuTarget } from './target.ts';
import { createCpuDevices } from './testing/cpuDevices.ts';

setKernelFlags();

/** Steps of several images, and two of one, whose gradient goes past the statistics. */
const SIZES = [5, 1, 3, 1];
const SLACK = 10;

/** The first batch normalisation sees the images themselves, so that whole numbers tie; the second follows a bias. */
function networkOf(channels: number, height: number, width: number, isRectified: boolean): Network {
  return resolveNetwork(
    describeNetwork([
      ['numbers', 'Input', { size: [channels * height * width] }],
      ['images', 'Reshape', { size: [channels, height, width] }],
      ['bn1', 'SpatialBatchNormalization'],
      [isRectified ? 'relu1' : 'plain1', isRectified ? 'ReLU' : 'Identity'],
      ['pool1', 'SpatialMaxPooling'],
      ['conv2', 'SpatialConvolution', { nOutputPlane: 3, padW: 1 }],
      ['bn2', 'SpatialBatchNormalization', { affine: false }],
      ['relu2', 'ReLU'],
      ['view', 'View'],
      ['fc', 'Linear', { outputSize: 19 }],
      ['bn3', 'BatchNormalization'],
      ['scores', 'Linear', { outputSize: 4 }],
      ['log', 'LogSoftMax'],
    ]),
  );
}

const { deviceOf, dispose } = createCpuDevices(createBuiltPlatform());
afterAll(dispose);

/** The target without a fusion. */
function without(fusion: Fusion): Target {
  return { ...cpuTarget, fusions: new Set([...cpuTarget.fusions].filter((name) => name !== fusion)) };
}

describe.each([
  [1, 8, 8, true],
  [1, 9, 11, true],
  [3, 2, 24, true],
  [2, 17, 13, true],
  [5, 12, 15, false],
] as const)('fused passes over %i x %i x %i, rectified: %s', (channels, height, width, isRectified) => {
  const network = networkOf(channels, height, width, isRectified);

  test('are there', () => {
    const { program } = compile(network.graph, network.training, { capacity: 5, target: cpuTarget });
    const sums = program.step.filter(({ name }) => name === 'channelSum');
    expect(sums.map(({ node }) => node)).toEqual(['scores']);
    for (const list of [program.step, program.evaluate])
      expect(list.map(({ name }) => name)).not.toContain('maxPooling');
  });

  test.each(['simd-8', 'relaxed-8', 'relaxed-16'] as const)(
    'give what the reference gives (%s)',
    async (kernel) => {
      const subject = { device: await deviceOf({ threads: 2, kernel }), target: cpuTarget, tolerance: 2e-5 };
      await asReference(subject, network, SIZES, SLACK);
      await asReference(subject, network, SIZES, SLACK, true);
    },
  );

  test('give the same bits on one thread and on three', async () => {
    const data = networkData(network, SIZES, 43);
    const expected = await trainNetwork(await deviceOf({ threads: 1 }), cpuTarget, network, data);
    const found = await trainNetwork(await deviceOf({ threads: 3 }), cpuTarget, network, data);
    for (const [name, numbers] of expected) assertSame(name, found.get(name) ?? [], numbers);
  });

  test.each(['pooling', 'channelSum'] as const)(
    'give the bits of the operations one by one (%s)',
    async (fusion) => {
      const data = networkData(network, SIZES, 43);
      const device = await deviceOf({ threads: 2 });
      const expected = await trainNetwork(device, without(fusion), network, data);
      const found = await trainNetwork(device, cpuTarget, network, data);
      for (const [name, numbers] of expected) assertSame(name, found.get(name) ?? [], numbers);
    },
  );
});

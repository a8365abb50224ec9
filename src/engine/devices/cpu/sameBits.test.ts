import { describe, expect, test } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { setKernelFlags } from '../../../host/engine/v8Flags.ts';
import type { Choice } from '../../../shared/document.ts';
import { describeNetwork, type Network, networkData, resolveNetwork } from '../../conformance/network.ts';
import { type NetworkResults, trainNetwork } from '../../conformance/networkRun.ts';
import { assertSame } from '../../conformance/numbers.ts';
import { type CpuDeviceOptions, createCpuDevice } from './device.ts';
import { cpuTarget } from './target.ts';

setKernelFlags();

/** VGG in small: every convolution has several blocks of channels, tiles that end beside their edge, and chunks. */
function networkWith(optimiser: Choice): Network {
  const document = describeNetwork(
    [
      ['images', 'Input', { size: [3, 31, 29] }],
      ['conv1', 'SpatialConvolution', { nOutputPlane: 21, padW: 1 }],
      ['bn1', 'SpatialBatchNormalization', { eps: 0.0013 }],
      ['relu1', 'ReLU'],
      ['conv2', 'SpatialConvolution', { nOutputPlane: 38, padW: 1 }],
      ['bn2', 'SpatialBatchNormalization'],
      ['relu2', 'ReLU'],
      ['pool1', 'SpatialMaxPooling'],
      ['drop1', 'Dropout', { p: 0.23 }],
      ['conv3', 'SpatialConvolution', { nOutputPlane: 19, dW: 2, dH: 2 }],
      ['relu3', 'ReLU'],
      ['average', 'SpatialAveragePooling', { kW: 3, kH: 3 }],
      ['view', 'View'],
      ['drop2', 'Dropout', { p: 0.37 }],
      ['fc1', 'Linear', { outputSize: 301 }],
      ['bn3', 'BatchNormalization'],
      ['relu4', 'ReLU'],
      ['fc2', 'Linear', { outputSize: 11 }],
      ['log', 'LogSoftMax'],
    ],
    { optimiser },
  );
  return resolveNetwork(document);
}

const networks: readonly Network[] = [
  networkWith({
    type: 'sgd',
    params: { learningRate: 0.031, momentum: 0.87, dampening: 0, nesterov: true },
  }),
  networkWith({ type: 'muon', params: { learningRate: 0.031, matrixRate: 0.013 } }),
];

async function train(network: Network, options: CpuDeviceOptions): Promise<NetworkResults> {
  const device = await createCpuDevice(createBuiltPlatform(), options);
  try {
    return await trainNetwork(device, cpuTarget, network, networkData(network, [7, 5, 7, 1], 61));
  } finally {
    device.dispose();
  }
}

function expectSame(found: NetworkResults, expected: NetworkResults): void {
  expect([...found.keys()]).toEqual([...expected.keys()]);
  for (const [name, numbers] of expected) assertSame(name, found.get(name) ?? [], numbers);
}

describe.each(networks)('trained with $training.optimiser.definition.type', (network) => {
  test('one, two and three threads give the same bits', async () => {
    const one = await train(network, { threads: 1 });
    expect(one.get('conv2.weight')?.some((value) => value !== 0)).toBe(true);
    expectSame(await train(network, { threads: 2 }), one);
    expectSame(await train(network, { threads: 3 }), one);
  });

  test('tiles of 8 and of 16 columns give the same bits', async () => {
    const narrow = await train(network, { threads: 2, kernel: 'relaxed-8' });
    expectSame(await train(network, { threads: 2, kernel: 'relaxed-16' }), narrow);
  });
});

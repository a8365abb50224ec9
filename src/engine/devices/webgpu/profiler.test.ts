import { afterAll, expect, onTestFinished, test, vi } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { openGpu } from '../../../host/engine/openGpu.ts';
import { whyNoGpu } from '../../../host/engine/testing/whyNoGpu.ts';
import { compile } from '../../compiler/compile.ts';
import { networkData, resolveNetwork } from '../../conformance/network.ts';
import { networks } from '../../conformance/networks.ts';
import { POSITION } from '../../conformance/numbers.ts';
import type { Device } from '../device.ts';
import { createWebGpuDevice } from './device.ts';
import { webgpuTarget } from './target.ts';
import { patchGpu, set } from './testing/patchGpu.ts';

// In software shaders compile slowly, more so beside other tests.
vi.setConfig({ testTimeout: 60_000 });

const missing = await whyNoGpu();
const network = resolveNetwork(networks['a plain stack with batch normalisation and dropout']);
const data = networkData(network, [5], 31);
const [{ images, labels }] = data.batches;
const { program } = compile(network.graph, network.training, { capacity: 5, target: webgpuTarget });

const opened: Device[] = [];
afterAll(() => {
  for (const device of opened) device.dispose();
});

async function start(device: Device) {
  opened.push(device);
  const executable = await device.compile(program);
  onTestFinished(() => executable.dispose());
  await executable.write(program.metrics, new Float32Array(4));
  await executable.write(program.input, images);
  await executable.write(program.labels, labels);
  for (const [i, { value }] of program.parameters.entries())
    await executable.write(value, data.parameters[i]);
  const metrics = async () => {
    const into = new Float32Array(4);
    await executable.read(program.metrics, 5, into);
    return into;
  };
  return { executable, metrics };
}

test.skipIf(missing !== null)('a step timed by the GPU gives what it gives untimed', async () => {
  const device = await createWebGpuDevice(createBuiltPlatform());
  const untimed = await start(device);
  await untimed.executable.run('step', 5, POSITION);
  const { executable, metrics } = await start(device);
  for (const round of [1, 2]) {
    const times = new Float64Array(program.step.length).fill(-1);
    await executable.profile?.('step', 5, POSITION, times);
    for (const milliseconds of times) expect(milliseconds).toBeGreaterThanOrEqual(0);
    expect(Math.max(...times)).toBeGreaterThan(0);
    expect(Math.max(...times)).toBeLessThan(60_000);
    if (round === 1) expect(await metrics()).toEqual(await untimed.metrics());
  }
});

test.skipIf(missing !== null)('a GPU without a clock of its own tells no times', async () => {
  const api = patchGpu(await openGpu(), (gpu) => {
    set(gpu, 'features', new Set([...gpu.features].filter((name) => name !== 'timestamp-query')));
  });
  const device = await createWebGpuDevice({ ...createBuiltPlatform(), gpu: async () => api });
  const { executable } = await start(device);
  expect(executable.profile).toBe(undefined);
});

import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { openGpu } from '../../../host/engine/openGpu.ts';
import { whyNoGpu } from '../../../host/engine/testing/whyNoGpu.ts';
import { compile } from '../../compiler/compile.ts';
import { describeNetwork, resolveNetwork } from '../../conformance/network.ts';
import { createBatch, trainingBatches } from '../../training/batches.ts';
import { initialTensors } from '../../training/initialise.ts';
import { writeSnapshot } from '../../training/snapshot.ts';
import { tinySource } from '../../training/testing/tinyRun.ts';
import type { Device } from '../device.ts';
import { createWebGpuDevice } from './device.ts';
import { webgpuTarget } from './target.ts';
import { type Calls, countCalls, patchGpu, type TakenBuffer, watchBuffers } from './testing/patchGpu.ts';

// In software shaders compile slowly, more so beside other tests.
vi.setConfig({ testTimeout: 60_000 });

const missing = await whyNoGpu();
const CAPACITY = 4;
const SEED = 19;

const { graph, training } = resolveNetwork(
  describeNetwork([
    ['images', 'Input', { size: [3, 5, 4] }],
    ['conv1', 'SpatialConvolution', { nOutputPlane: 4, kW: 3, kH: 2 }],
    ['bn1', 'SpatialBatchNormalization'],
    ['relu1', 'ReLU'],
    ['drop1', 'Dropout', { p: 0.3 }],
    ['view1', 'View'],
    ['fc1', 'Linear', { outputSize: 3 }],
    ['log', 'LogSoftMax'],
  ]),
);
const { program } = compile(graph, training, { capacity: CAPACITY, target: webgpuTarget });

interface Opened {
  readonly device: Device;
  readonly calls: Calls;
  readonly buffers: ReadonlySet<TakenBuffer>;
}

let opened: Promise<Opened> | null = null;
afterAll(async () => (await opened)?.device.dispose());

async function open(): Promise<Opened> {
  let calls: Calls = {};
  let buffers: ReadonlySet<TakenBuffer> = new Set();
  const api = patchGpu(await openGpu(), (device) => {
    buffers = watchBuffers(device);
    calls = countCalls(device);
  });
  // No step takes long by a clock that stands still, so none is cut.
  const platform = { ...createBuiltPlatform(), now: () => 0, gpu: async () => api };
  const device = await createWebGpuDevice(platform);
  return { device, calls, buffers };
}

/** A network ready to train on a device whose calls are counted. */
async function start() {
  opened ??= open();
  const { device, calls, buffers } = await opened;
  const asked = async (what: () => unknown) => {
    const before = { ...calls };
    await what();
    const more = Object.entries(calls).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
    return Object.fromEntries(more.filter(([, count]) => count > 0));
  };
  const executable = await device.compile(program);
  onTestFinished(() => executable.dispose());
  await writeSnapshot(executable, program, initialTensors(graph, SEED));
  const source = tinySource([7, 0, 3, 9, 1, 8, 2, 10, 5, 6]);
  await executable.bind(source.set, source.format);
  const batch = createBatch(CAPACITY);
  const order = { seed: SEED, epoch: 1, augmentation: 'mild', balance: 0 } as const;
  const fill = trainingBatches(source, CAPACITY, order);
  const run = async (procedure: 'step' | 'evaluate', step: number) => {
    fill(batch, step % 3);
    await executable.load(batch);
    await executable.run(procedure, batch.count, { seed: SEED, epoch: 1, step });
  };
  const read = async () => {
    const metrics = new Float32Array(4);
    await executable.read(program.metrics, 1, metrics);
    return metrics;
  };
  return { device, executable, run, read, asked, buffers };
}

describe.skipIf(missing !== null)('what is asked of the GPU', () => {
  test.each(['step', 'evaluate'] as const)(
    'of every %s is one submit; nothing is made',
    async (procedure) => {
      const { run, asked } = await start();
      for (let step = 0; step < 7; step++) {
        expect(await asked(() => run(procedure, step))).toEqual({
          // The labels, what is done to the images, and the numbers of the run.
          writeBuffer: 3,
          createCommandEncoder: 1,
          submit: 1,
          onSubmittedWorkDone: 1,
        });
      }
    },
  );

  test('to write numbers is to copy them over', async () => {
    const { executable, asked } = await start();
    const hyper = Float32Array.of(0.07, 0);
    expect(await asked(() => executable.write(program.hyper, hyper))).toEqual({ writeBuffer: 1 });
  });

  test('to read numbers is one copy, into a buffer that is there already', async () => {
    const { run, read, asked } = await start();
    await run('step', 0);
    for (let i = 0; i < 5; i++) expect(await asked(read)).toEqual({ createCommandEncoder: 1, submit: 1 });
    const three = () => Promise.all([read(), read(), read()]);
    expect(await asked(three)).toEqual({ createCommandEncoder: 3, submit: 3 });
  });

  test('to read more at once than there are buffers takes some anew, and all is read', async () => {
    const { executable, run, read, asked } = await start();
    await executable.write(program.metrics, new Float32Array(4));
    const all: Float32Array[] = [];
    const reading: Promise<unknown>[] = [];
    const made = await asked(async () => {
      for (let step = 0; step < 8; step++) {
        await run('step', step % 2);
        reading.push(read().then((metrics) => all.push(metrics)));
      }
      await Promise.all(reading);
    });
    expect(made.createBuffer ?? 0).toBeLessThanOrEqual(5);
    // Images seen so far: each read has what was there when it was asked for.
    expect(all.map(([, , , images]) => images)).toEqual([4, 8, 12, 16, 20, 24, 28, 32]);
    const five = await asked(() => Promise.all([read(), read(), read(), read(), read()]));
    expect(five).toEqual({ createBuffer: 2, createCommandEncoder: 5, submit: 5 });
  });

  test('is given back with the Program, whatever was under way', async () => {
    const { executable, run, read, buffers } = await start();
    await run('step', 0);
    await read();
    const reading = [read(), read(), read(), read()];
    expect(buffers.size).toBeGreaterThan(5);
    executable.dispose();
    await Promise.allSettled(reading);
    expect([...buffers]).toEqual([]);
  });

  test('a Program like one before takes its pipelines', async () => {
    const { device, asked } = await start();
    const other = compile(graph, training, { capacity: CAPACITY, target: webgpuTarget });
    const made = await asked(async () => (await device.compile(other.program)).dispose());
    expect(made.createBindGroup).toBeGreaterThan(20);
    expect(made.createComputePipelineAsync).toBe(undefined);
    expect(made.createShaderModule).toBe(undefined);
  });
});

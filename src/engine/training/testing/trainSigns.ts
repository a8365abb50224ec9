import { compile } from '../../compiler/compile.ts';
import type { Target } from '../../compiler/target.ts';
import { describeNetwork, resolveNetwork } from '../../conformance/network.ts';
import { drawSigns } from '../../data/signs/drawSigns.ts';
import type { Device } from '../../devices/device.ts';
import type { NamedTensor } from '../../tensor.ts';
import { createBatch, trainingBatches } from '../batches.ts';
import { initialTensors } from '../initialise.ts';
import { passMetrics } from '../metrics.ts';
import { readSnapshot, writeSnapshot } from '../snapshot.ts';

/** The seed of all that is random in it. */
const SEED = 2 ** 33 + 5;
/** Steps that are trained if nothing is said. */
export const STEPS = 50;
const BATCH = 12;

/** The tutorial's network in small, dropout on. */
const network = resolveNetwork(
  describeNetwork(
    [
      ['images', 'Input', { size: [3, 16, 16] }],
      ['conv1', 'SpatialConvolution', { nOutputPlane: 8, padW: 1 }],
      ['bn1', 'SpatialBatchNormalization', { eps: 0.001 }],
      ['relu1', 'ReLU'],
      ['pool1', 'SpatialMaxPooling'],
      ['drop1', 'Dropout', { p: 0.2 }],
      ['conv2', 'SpatialConvolution', { nOutputPlane: 16, padW: 1 }],
      ['bn2', 'SpatialBatchNormalization', { eps: 0.001 }],
      ['relu2', 'ReLU'],
      ['pool2', 'SpatialMaxPooling'],
      ['view', 'View'],
      ['drop2', 'Dropout', { p: 0.5 }],
      ['fc1', 'Linear', { outputSize: 64 }],
      ['bn3', 'BatchNormalization'],
      ['relu3', 'ReLU'],
      ['fc2', 'Linear', { outputSize: 43 }],
      ['log', 'LogSoftMax'],
    ],
    {
      optimiser: { type: 'sgd', params: { learningRate: 0.05, momentum: 0.9, dampening: 0, nesterov: true } },
      augmentation: 'mild',
    },
  ),
);
const images = drawSigns({ split: 'train', tracks: 2, frames: 3 });
const source = {
  set: images,
  indices: Uint32Array.from(images.records.keys()),
  format: { width: 16, height: 16, channels: 3, mean: [0.5, 0.4, 0.4], deviation: [0.2, 0.3, 0.25] },
  interpolation: 'bilinear',
} as const;

/** What came of some steps. */
export interface Trained {
  /** The loss of each step. */
  readonly losses: readonly number[];
  readonly tensors: readonly NamedTensor[];
}

/** Trains a small network on the built-in signs, from step `from` up to `to` of one epoch, with augmentation and dropout. */
export async function trainSigns(
  device: Device,
  target: Target,
  { from = 0, to = STEPS, tensors = initialTensors(network.graph, SEED), done = (_step: number) => {} } = {},
): Promise<Trained> {
  const { program } = compile(network.graph, network.training, { capacity: BATCH, target });
  const executable = await device.compile(program);
  const { definition, params } = network.training.optimiser;
  const fill = trainingBatches(source, BATCH, { seed: SEED, epoch: 1, augmentation: 'mild', balance: 0 });
  const batch = createBatch(BATCH);
  const losses: number[] = [];
  const metrics = new Float32Array(4);
  try {
    await writeSnapshot(executable, program, tensors);
    await executable.bind(source.set, source.format);
    for (let step = from; step < to; step++) {
      await executable.write(program.metrics, metrics.fill(0));
      const hyper = definition.hyper(params, params.learningRate as number, step);
      await executable.write(program.hyper, Float32Array.from(hyper));
      fill(batch, step % 20);
      await executable.load(batch);
      await executable.run('step', batch.count, { seed: SEED, epoch: 1, step });
      await executable.read(program.metrics, 1, metrics);
      losses.push(passMetrics(metrics).loss);
      done(step);
    }
    return { losses, tensors: await readSnapshot(executable, program) };
  } finally {
    executable.dispose();
  }
}

/** The mask that dropout draws on a device, alone in a network: 0 where an element was dropped. */
export async function dropoutMask(device: Device, target: Target): Promise<Float32Array> {
  const { graph, training } = resolveNetwork(
    describeNetwork([
      ['images', 'Input', { size: [3, 7, 10] }],
      ['drop', 'Dropout', { p: 0.37 }],
      ['view', 'View'],
    ]),
  );
  const { program } = compile(graph, training, { capacity: 9, target });
  const executable = await device.compile(program);
  try {
    await executable.write(program.input, new Float32Array(9 * 210).fill(1));
    await executable.run('step', 8, { seed: SEED, epoch: 7, step: 3 });
    const mask = new Float32Array(8 * 210);
    await executable.read(program.scores.step, 8, mask);
    return mask;
  } finally {
    executable.dispose();
  }
}

import type { SourceReference } from '../../src/engine/api.ts';
import { compile } from '../../src/engine/compiler/compile.ts';
import { describeNetwork, type NodeWords, resolveNetwork } from '../../src/engine/conformance/network.ts';
import { deviceKinds } from '../../src/engine/devices/registry.ts';
import type { NamedTensor } from '../../src/engine/tensor.ts';
import { initialTensors } from '../../src/engine/training/initialise.ts';
import type { EpochResult } from '../../src/engine/training/trainer.ts';
import { startEngine } from '../../src/host/engine/engineProcess.ts';

/** A network with all that a checkpoint must hold, of few numbers. */
const nodes: readonly NodeWords[] = [
  ['images', 'Input', { size: [3, 8, 7] }],
  ['conv1', 'SpatialConvolution', { nOutputPlane: 4, kW: 3, kH: 3 }],
  ['bn1', 'SpatialBatchNormalization', { momentum: 0.37 }],
  ['relu1', 'ReLU'],
  ['drop1', 'Dropout', { p: 0.3 }],
  ['view1', 'View'],
  ['fc1', 'Linear', { outputSize: 3 }],
  ['log', 'LogSoftMax'],
];
const BATCH = 4;
const SEED = 8127;
const input = {
  format: { width: 7, height: 8, channels: 3, mean: [0.4, 0.5, 0.6], deviation: [0.2, 0.3, 0.25] },
  interpolation: 'bilinear',
} as const;
const optimiser = { type: 'sgd', params: { learningRate: 0.11, momentum: 0.83, weightDecay: 0.003 } };
const document = describeNetwork(nodes, { optimiser, augmentation: 'mild', batchSize: BATCH });

/** What training came to, without what the clock says. */
export interface TrainingOutcome {
  readonly how: 'finished' | 'stopped';
  /** Epochs that ended. */
  readonly epochs: number;
  /** Loss and accuracy of each epoch, in training and over the images held out. */
  readonly metrics: readonly number[];
  readonly weights: readonly NamedTensor[];
}

/** What is trained on: eleven images, the last two of them held out. */
export interface TinyJob {
  readonly images: SourceReference['images'];
  readonly epochs?: number;
  /** How often each image comes in an epoch. */
  readonly repeats?: number;
  /** Told some ten times a second. */
  readonly onProgress?: (stop: () => void) => void;
}

/** Trains a tiny network on an engine of its own. */
export async function trainTiny(
  device: string,
  { images, epochs = 3, repeats = 1, onProgress = () => {} }: TinyJob,
): Promise<TrainingOutcome> {
  const { graph, training } = resolveNetwork(document);
  const target = deviceKinds.get(device)?.target;
  if (target === undefined) throw new Error(`there is no device ${device}`);
  const { program } = compile(graph, training, { capacity: BATCH, target });
  const tensors = initialTensors(graph, SEED);
  const results: EpochResult[] = [];
  let weights: readonly NamedTensor[] = [];
  const engine = startEngine(device, {
    progress: () => onProgress(() => void engine.api.control('stop').catch(() => {})),
    checkpoint: async (checkpoint) => {
      weights = checkpoint.tensors;
      if (checkpoint.result) results.push(checkpoint.result);
    },
  });
  const source = (indices: number[]) => ({ images, indices: Uint32Array.from(indices), ...input });
  try {
    await engine.api.open({ program, device, threads: 2, seed: SEED, tensors });
    const how = await engine.api.train({
      settings: { ...document.training, epochs },
      train: source(Array.from({ length: repeats }, () => [7, 0, 3, 8, 1, 6, 2, 5, 4]).flat()),
      validation: source([9, 10]),
      test: null,
      from: { epoch: 1, step: 0 },
      reported: 0,
      checkpointSeconds: 1000,
    });
    const metrics = results.flatMap(({ train, validation }) =>
      [train, validation].flatMap((pass) => (pass ? [pass.loss, pass.accuracy] : [])),
    );
    return { how, epochs: results.length, metrics, weights };
  } finally {
    await engine.close();
  }
}

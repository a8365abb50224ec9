import type { TrainingSettings } from '../../../shared/document.ts';
import { compile } from '../../compiler/compile.ts';
import { type Program, type ValueId, valueElements } from '../../compiler/program.ts';
import { describeNetwork, type NodeWords, resolveNetwork } from '../../conformance/network.ts';
import type { Executable } from '../../devices/device.ts';
import { createReferenceDevice } from '../../devices/reference/referenceDevice.ts';
import { demandingTarget } from '../../devices/reference/referenceTarget.ts';
import type { Platform } from '../../platform.ts';
import type { NamedTensor } from '../../tensor.ts';
import { type BatchSource, createBatch } from '../batches.ts';
import { type Control, createControl } from '../control.ts';
import type { PassContext } from '../evaluator.ts';
import { initialTensors } from '../initialise.ts';
import type { TrainingPosition } from '../position.ts';
import { writeSnapshot } from '../snapshot.ts';
import { type Checkpoint, type EpochResult, type Progress, type TrainingPlan, train } from '../trainer.ts';
import { tinySet } from './tinySet.ts';

/** A network with all that a checkpoint must hold: running statistics, dropout, momentum; of few numbers. */
const nodes: readonly NodeWords[] = [
  ['images', 'Input', { size: [3, 5, 4] }],
  ['conv1', 'SpatialConvolution', { nOutputPlane: 4, kW: 3, kH: 2 }],
  ['bn1', 'SpatialBatchNormalization', { momentum: 0.37 }],
  ['relu1', 'ReLU'],
  ['drop1', 'Dropout', { p: 0.3 }],
  ['view1', 'View'],
  ['fc1', 'Linear', { outputSize: 3 }],
  ['log', 'LogSoftMax'],
];

const settings: Partial<TrainingSettings> = {
  optimiser: {
    type: 'sgd',
    params: {
      learningRate: 0.11,
      momentum: 0.83,
      dampening: 0.07,
      weightDecay: 0.003,
      learningRateDecay: 0.017,
    },
  },
  schedule: { type: 'step', params: { every: 1, factor: 0.63 } },
  augmentation: 'mild',
};

const SEED = 8127;
const CAPACITY = 4;
const IMAGES = 11;

export interface TinyOptions {
  readonly seed?: number;
  readonly batchSize?: number;
  readonly epochs?: number;
  readonly learningRate?: number;
  /** Other settings than those below. */
  readonly training?: Partial<TrainingSettings>;
  /** Dataset indices to train on; all but one if not given. */
  readonly indices?: Uint32Array;
  /** Whether images are held out for validation and test; they are if nothing is said. */
  readonly evaluates?: boolean;
  /** Where the run is taken up, in a device of its own; a new run if not given. */
  readonly from?: {
    readonly position: TrainingPosition;
    readonly tensors: readonly NamedTensor[];
    readonly result?: Pick<EpochResult, 'epoch'> | null;
  };
  /** Seconds between checkpoints; with 0 every step makes one. */
  readonly checkpointSeconds?: number;
  /** Milliseconds that pass each time the clock is looked at. */
  readonly tick?: number;
  /** Puts something between the trainer and the device. */
  readonly wrap?: (executable: Executable, program: Program) => Executable;
  readonly progress?: (progress: Progress, control: Control) => void;
  readonly checkpoint?: (checkpoint: Checkpoint, control: Control) => void | Promise<void>;
}

export interface TinyRun {
  readonly context: PassContext;
  readonly plan: TrainingPlan;
  readonly control: Control;
  readonly checkpoints: readonly Checkpoint[];
  readonly progress: readonly Progress[];
  /** Trains to the end of the plan. */
  finish(): Promise<'finished' | 'stopped'>;
}

/** Some images of the tiny set, as batches take them. */
export function tinySource(indices: readonly number[], salt = 0): BatchSource {
  const format = {
    width: 4,
    height: 5,
    channels: 3,
    mean: [0.4, 0.5, 0.6],
    deviation: [0.2, 0.3, 0.25],
  } as const;
  return {
    set: tinySet(IMAGES, salt),
    indices: Uint32Array.from(indices),
    format,
    interpolation: 'bilinear',
  };
}

/** Opens a tiny network on the reference device, ready to be trained. */
export async function startTiny(options: TinyOptions = {}): Promise<TinyRun> {
  const {
    seed = SEED,
    batchSize = CAPACITY,
    epochs = 3,
    evaluates = true,
    from,
    wrap = (executable) => executable,
  } = options;
  const { graph, training } = resolveNetwork(describeNetwork(nodes, { ...settings, ...options.training }));
  const { program } = compile(graph, training, { capacity: CAPACITY, target: demandingTarget });
  const device = createReferenceDevice();
  const executable = wrap(inFloat32(await device.compile(program), program), program);
  await writeSnapshot(executable, program, from?.tensors ?? initialTensors(graph, seed));
  const platform = ticking(options.tick ?? 1000);
  const context = { executable, program, platform, seed, batch: createBatch(CAPACITY) };
  const { learningRate = training.optimiser.params.learningRate } = options;
  const optimiser = { ...training.optimiser, params: { ...training.optimiser.params, learningRate } };
  const plan: TrainingPlan = {
    training: { ...training, optimiser },
    epochs,
    batchSize,
    train: tinySource([...(options.indices ?? [7, 0, 3, 9, 1, 8, 2, 10, 5, 6])]),
    validation: evaluates ? tinySource([4, 2, 8, 1, 5], 31) : null,
    test: evaluates ? tinySource([9, 3], 57) : null,
    from: from?.position ?? { epoch: 1, step: 0 },
    reported: from?.result?.epoch ?? 0,
    checkpointSeconds: options.checkpointSeconds ?? 0,
  };
  const control = createControl();
  const checkpoints: Checkpoint[] = [];
  const progress: Progress[] = [];
  const finish = () =>
    train(context, plan, control, {
      progress: (one) => {
        progress.push(one);
        options.progress?.(one, control);
      },
      checkpoint: async (one) => {
        checkpoints.push(one);
        await options.checkpoint?.(one, control);
      },
    });
  return { context, plan, control, checkpoints, progress, finish };
}

/** The reference device as one that holds float32, as all others do: what stays between steps is rounded after each. */
function inFloat32(executable: Executable, program: Program): Executable {
  const kept = [
    program.metrics,
    ...program.statistics.map(({ value }) => value),
    ...program.segments.flatMap(({ parameters, state }) => [parameters, ...state]),
    ...program.averages.map(({ value }) => value),
  ];
  const round = async (value: ValueId) => {
    const numbers = new Float32Array(valueElements(program.values[value], 1));
    await executable.read(value, 1, numbers);
    await executable.write(value, numbers);
  };
  return {
    ...executable,
    run: async (procedure, n, position) => {
      await executable.run(procedure, n, position);
      for (const value of kept) await round(value);
    },
  };
}

function ticking(tick: number): Platform {
  let time = 0;
  const absent = () => {
    throw new Error('the reference device asks for nothing of the platform');
  };
  return {
    now: () => (time += tick),
    turn: () => Promise.resolve(),
    peakBytes: () => 0,
    processors: 1,
    wideVectors: false,
    kernels: absent,
    startThread: absent,
    tensorflow: absent,
    gpu: absent,
    images: absent,
  };
}

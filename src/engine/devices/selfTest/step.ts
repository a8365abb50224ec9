import type { GraphDocument, GraphNode } from '../../../shared/document.ts';
import { compile } from '../../compiler/compile.ts';
import { type Program, valueElements } from '../../compiler/program.ts';
import type { Target } from '../../compiler/target.ts';
import type { ImageSet } from '../../data/dataset.ts';
import type { InputFormat } from '../../data/prepare.ts';
import { analyse, type Graph } from '../../graph/analyse.ts';
import { modules } from '../../nn/registry.ts';
import { elements, type Shape } from '../../nn/shape.ts';
import type { NamedTensor } from '../../tensor.ts';
import { createBatch, trainingBatches } from '../../training/batches.ts';
import { stepHyper } from '../../training/hyper.ts';
import { passMetrics } from '../../training/metrics.ts';
import { type ResolvedTraining, resolveTraining } from '../../training/settings.ts';
import { METRICS_TENSOR, readSnapshot, stateTensor, writeSnapshot } from '../../training/snapshot.ts';
import type { Device } from '../device.ts';

/** What is left of a step: numbers by what they are, `scores`, `loss`, `conv1.weight`. */
export type StepResults = ReadonlyMap<string, ArrayLike<number>>;

/** A network to train one step, for pictures of three classes. */
export interface StepNetwork {
  /** In a row, the Input first. */
  readonly nodes: readonly GraphNode[];
  readonly width: number;
  readonly height: number;
  /** The range that a tensor's first numbers lie in. */
  readonly range: (name: string, shape: Shape) => readonly [low: number, high: number];
}

const CAPACITY = 4;

const training: GraphDocument['training'] = {
  criterion: { type: 'ClassNLLCriterion', params: {} },
  optimiser: {
    type: 'sgd',
    params: { learningRate: 0.31, momentum: 0.83, dampening: 0.07, weightDecay: 0.013 },
  },
  schedule: { type: 'constant', params: {} },
  augmentation: 'mild',
  epochs: 3,
  batchSize: CAPACITY,
  balance: 0,
  averaging: null,
};

/** How pictures become the input of a network. */
function formatOf({ width, height }: StepNetwork): InputFormat {
  return { width, height, channels: 3, mean: [0.4, 0.5, 0.6], deviation: [0.2, 0.3, 0.25] };
}

const position = { seed: 20_261, epoch: 2, step: 3 };

/** Number i lies (i * 7919 + k * 104729) mod 1009 of 1008 parts of the way from low to high, in float32. */
function spread(count: number, k: number, low: number, high: number): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, i) => low + ((high - low) * ((i * 7919 + k * 104_729) % 1009)) / 1008,
  );
}

/** Four pictures of different sizes, in three classes. */
function images(): ImageSet {
  let offset = 0;
  const records = [7, 9, 6, 8].map((width, i) => {
    const record = { offset, width, height: 15 - width, label: [1, 0, 2, 1][i], track: '', file: `${i}` };
    offset += width * record.height * 3;
    return record;
  });
  const pixels = Uint8Array.from(spread(offset, 1, 0, 256), Math.floor);
  return { classes: ['a', 'b', 'c'], records, pixels, contentHash: '' };
}

/** What the step starts from: no tensor is all zeros or all alike, and the momentum has been going for a while. */
export function startingTensors(
  { range }: StepNetwork,
  { parameters, statistics, stateNames }: Program,
): NamedTensor[] {
  const state = stateNames.flatMap((name) =>
    parameters.map(({ name: parameter, shape }) => ({ name: stateTensor(name, parameter), shape })),
  );
  const tensors = [...parameters, ...statistics, ...state].map(({ name, shape }, k) => {
    const [low, high] = range(name, shape);
    return { name, shape, data: spread(elements(shape), k + 2, low, high) };
  });
  return [...tensors, { name: METRICS_TENSOR, shape: [4], data: new Float32Array(4) }];
}

/** The network with its settings, as a device of this target runs it. */
export function stepProgram(
  { nodes }: StepNetwork,
  target: Target,
): { readonly program: Program; readonly training: ResolvedTraining } {
  const wires = nodes.slice(1).map(({ id }, i) => ({
    from: { node: nodes[i].id, port: 'output' },
    to: { node: id, port: 'input' },
  }));
  const { graph } = analyse({ version: 1, nodes: [...nodes], wires, training }, modules);
  const resolved = resolveTraining(training, graph).training as ResolvedTraining;
  const { program } = compile(graph as Graph, resolved, { capacity: CAPACITY, target });
  return { program, training: resolved };
}

/**
 * Trains one step on a device, from fixed numbers: pictures are prepared, changed at random and run through forward,
 * backward and update. A float64 device and a float32 one start from the same numbers.
 */
export async function runStep(network: StepNetwork, device: Device, target: Target): Promise<StepResults> {
  const { program, training } = stepProgram(network, target);
  const format = formatOf(network);
  const executable = await device.compile(program);
  try {
    await writeSnapshot(executable, program, startingTensors(network, program));
    const at = { ...position, stepsPerEpoch: 7, totalSteps: 21 };
    await executable.write(program.hyper, stepHyper(training, at));
    const set = images();
    await executable.bind(set, format);
    const indices = Uint32Array.from(set.records, (_, i) => i);
    const source = { set, indices, format, interpolation: 'bilinear' } as const;
    const batch = createBatch(CAPACITY);
    trainingBatches(source, CAPACITY, { ...position, augmentation: 'mild', balance: 0 })(batch, 0);
    await executable.load(batch);
    await executable.run('step', CAPACITY, position);
    const scores = new Float32Array(valueElements(program.values[program.scores.step], CAPACITY));
    await executable.read(program.scores.step, CAPACITY, scores);
    const results = new Map<string, ArrayLike<number>>([['scores', scores]]);
    for (const { name, data } of await readSnapshot(executable, program)) {
      if (name !== METRICS_TENSOR) results.set(name, data);
      else {
        const { loss, accuracy } = passMetrics(data);
        results.set('loss', [loss]).set('accuracy', [accuracy]);
      }
    }
    return results;
  } finally {
    executable.dispose();
  }
}

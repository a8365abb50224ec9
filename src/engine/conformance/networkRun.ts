import { compile } from '../compiler/compile.ts';
import { type Program, type ValueId, valueElements } from '../compiler/program.ts';
import type { Target } from '../compiler/target.ts';
import type { Device, Executable } from '../devices/device.ts';
import { averagingShare } from '../training/averaging.ts';
import type { Network, NetworkBatch, NetworkData } from './network.ts';
import { POSITION, readValue } from './numbers.ts';
import { poison } from './poison.ts';

/** Everything a network gives, by what it is: `step 2 metrics`, `conv1.weight`, `evaluate scores`. */
export type NetworkResults = Map<string, Float64Array>;

/** A network on a device, ready to train step by step. */
export interface NetworkRun {
  readonly program: Program;
  /** Runs step number `calls`, all activations and gradients poisoned before, and adds its results. */
  step(batch: NetworkBatch, calls: number): Promise<void>;
  /** Runs the evaluate procedure on a batch, metrics from zero, and adds its results. */
  evaluate(batch: NetworkBatch): Promise<void>;
  /** Adds parameters, statistics, averages and optimiser state as they are now, each name after `prefix`. */
  tensors(prefix: string): Promise<void>;
  readonly results: NetworkResults;
  dispose(): void;
}

/** Compiles a network for a device and writes its tensors. */
export async function startNetwork(
  device: Device,
  target: Target,
  network: Network,
  data: NetworkData,
): Promise<NetworkRun> {
  const { program, inputGradient } = compile(network.graph, network.training, {
    capacity: data.capacity,
    target,
    inputGradient: true,
  });
  const executable = await device.compile(program);
  const { averaging, optimiser } = network.training;
  const { definition, params } = optimiser;
  const results: NetworkResults = new Map();
  const read = async (name: string, value: ValueId, n: number) => {
    results.set(name, await readValue(executable, value, n, valueElements(program.values[value], n)));
  };
  await writeTensors(executable, program, data);
  return {
    program,
    results,
    async step(batch, calls) {
      const rate = (params as { readonly learningRate: number }).learningRate;
      const share = averaging === null ? 0 : averagingShare(averaging, calls);
      await executable.write(program.hyper, Float64Array.of(...definition.hyper(params, rate, calls), share));
      await writeBatch(executable, program, batch);
      await poison(executable, program);
      await executable.run('step', batch.n, { ...POSITION, step: POSITION.step + calls });
      await read(`step ${calls + 1} metrics`, program.metrics, batch.n);
      await read(`step ${calls + 1} scores`, program.scores.step, batch.n);
      await read(`step ${calls + 1} gradient of input`, inputGradient as ValueId, batch.n);
    },
    async evaluate(batch) {
      await executable.write(program.metrics, new Float64Array(4));
      await writeBatch(executable, program, batch);
      await poison(executable, program);
      await executable.run('evaluate', batch.n, POSITION);
      await read('evaluate metrics', program.metrics, batch.n);
      await read('evaluate scores', program.scores.evaluate, batch.n);
    },
    async tensors(prefix) {
      for (const { name, value } of [...program.parameters, ...program.statistics, ...program.averages])
        await read(prefix + name, value, 0);
      for (const [k, name] of program.stateNames.entries()) {
        // The segments follow one another in the flat vector, however many a target cuts it into.
        const parts: Float64Array[] = [];
        for (const { state } of program.segments) {
          const count = valueElements(program.values[state[k]], 0);
          parts.push(await readValue(executable, state[k], 0, count));
        }
        results.set(prefix + name, joined(parts));
      }
    },
    dispose: () => executable.dispose(),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

async function writeTensors(executable: Executable, program: Program, data: NetworkData): Promise<void> {
  for (const [i, { value }] of program.parameters.entries())
    await executable.write(value, data.parameters[i]);
  for (const [i, { value }] of program.statistics.entries())
    await executable.write(value, data.statistics[i]);
  const tensors = [...data.parameters, ...data.statistics];
  for (const [i, { value }] of program.averages.entries()) await executable.write(value, tensors[i]);
  for (const { state } of program.segments) {
    for (const value of state)
      await executable.write(value, new Float64Array(valueElements(program.values[value], 1)));
  }
  await executable.write(program.metrics, new Float64Array(4));
}

async function writeBatch(
  executable: Executable,
  program: Program,
  { images, labels }: NetworkBatch,
): Promise<void> {
  await executable.write(program.input, images);
  await executable.write(program.labels, labels);
}

/** Trains on every batch in turn, then evaluates the first. */
export async function trainNetwork(
  device: Device,
  target: Target,
  network: Network,
  data: NetworkData,
): Promise<NetworkResults> {
  const run = await startNetwork(device, target, network, data);
  try {
    for (const [calls, batch] of data.batches.entries()) await run.step(batch, calls);
    await run.tensors('');
    await run.evaluate(data.batches[0]);
  } finally {
    run.dispose();
  }
  return run.results;
}

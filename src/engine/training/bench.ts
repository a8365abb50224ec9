import { type Program, valueElements } from '../compiler/program.ts';
import type { Executable, Procedure } from '../devices/device.ts';
import { createRandom } from '../random/streams.ts';
import { type BatchSource, batchCount, evaluationBatches, trainingBatches } from './batches.ts';
import type { PassContext } from './evaluator.ts';
import { stepHyper } from './hyper.ts';
import type { StepProfile } from './profile.ts';
import type { ResolvedTraining } from './settings.ts';

interface BenchPlan {
  readonly procedure: Procedure;
  readonly batchSize: number;
  readonly warmup: number;
  readonly steps: number;
  /** Steps that are timed together, the device awaited only after the last: as in training. 1 if not given. */
  readonly block?: number;
}

/** Who looks on while steps are timed. */
interface BenchWatch {
  /** Is given what operations took, of a device that can `profile`. */
  readonly profile?: StepProfile | null;
  /** Told after each step how many are done, untimed ones among them. */
  readonly onStep?: (done: number) => void;
}

/** Of each block, in milliseconds a step. */
export interface StepTimes {
  /** The whole of a step. */
  readonly milliseconds: number[];
  /** Choosing a step's images and preparing them; 0 without images. On a device that prepares them beside its other work, what it waits for. */
  readonly inputMilliseconds: number[];
}

/**
 * Times whole training steps, or evaluations of whole batches as `evaluatePass` makes them, after `warmup` untimed
 * ones. With a source every step prepares its batch from cached images; without, the same random input is computed on
 * again.
 */
export async function benchSteps(
  context: PassContext,
  training: ResolvedTraining,
  { procedure, batchSize, warmup, steps, block = 1 }: BenchPlan,
  source: BatchSource | null,
  { profile = null, onStep }: BenchWatch = {},
): Promise<StepTimes> {
  const { executable, program, platform, seed, batch } = context;
  const { augmentation, balance } = training;
  const trains = procedure === 'step';
  const fill =
    source &&
    (trains
      ? trainingBatches(source, batchSize, { seed, epoch: 1, augmentation, balance })
      : evaluationBatches(source, batchSize));
  // Only whole batches: a partial one would flatter.
  const passLength = source ? Math.max(1, batchCount(source.indices.length + 1, batchSize) - 1) : 1;
  if (source) await executable.bind(source.set, source.format);
  else await writeRandomInput(executable, program, batchSize, seed);
  const position = { seed, epoch: 1, step: 0 };
  const milliseconds: number[] = [];
  const inputMilliseconds: number[] = [];
  const result = trains ? program.metrics : program.scores.evaluate;
  const results = new Float32Array(valueElements(program.values[result], batchSize));
  let started = 0;
  let loading = 0;
  for (let step = 0; step < warmup + steps; step++) {
    const inBlock = step < warmup ? 0 : (step - warmup) % block;
    if (inBlock === 0) {
      started = platform.now();
      loading = 0;
    }
    position.step = step;
    const at = { epoch: 1, step, stepsPerEpoch: warmup + steps, totalSteps: warmup + steps };
    if (trains) await executable.write(program.hyper, stepHyper(training, at));
    const asked = platform.now();
    if (fill) {
      fill(batch, step % passLength);
      await executable.load(batch);
    }
    loading += platform.now() - asked;
    const count = fill ? batch.count : batchSize;
    if (profile) await executable.profile?.(procedure, count, position, profile.into);
    else await executable.run(procedure, count, position);
    const isLast = step < warmup || inBlock === block - 1;
    // Waits for the device.
    if (isLast) await executable.read(result, count, results);
    if (step >= warmup && isLast) {
      milliseconds.push((platform.now() - started) / block);
      inputMilliseconds.push(loading / block);
      profile?.keep();
    }
    onStep?.(step + 1);
    await platform.turn();
  }
  return { milliseconds, inputMilliseconds };
}

/** Images of normal numbers and random classes: of blank images most of what a network computes would be zero. */
async function writeRandomInput(
  executable: Executable,
  program: Program,
  count: number,
  seed: number,
): Promise<void> {
  const { values, input, labels, scores } = program;
  // Any stream does: these numbers are in no run.
  const random = createRandom(seed, 'signs');
  const images = Float32Array.from({ length: valueElements(values[input], count) }, () =>
    random.nextNormal(),
  );
  const classes = valueElements(values[scores.evaluate], 1);
  await executable.write(input, images);
  await executable.write(
    labels,
    Int32Array.from({ length: count }, () => random.nextInteger(classes)),
  );
}

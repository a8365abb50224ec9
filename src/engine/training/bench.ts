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
}

/** Who looks on while steps are timed. */
interface BenchWatch {
  /** Is given what operations took, of a device that can `profile`. */
  readonly profile?: StepProfile | null;
  /** Told after each step how many are done, untimed ones among them. */
  readonly onStep?: (done: number) => void;
}

/** Of each step, in milliseconds. */
export interface StepTimes {
  /** The whole step. */
  readonly milliseconds: number[];
  /** Choosing the step's images and preparing them; 0 without images. On a device that prepares them beside its other work, what it waits for. */
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
  { procedure, batchSize, warmup, steps }: BenchPlan,
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
  for (let step = 0; step < warmup + steps; step++) {
    const started = platform.now();
    position.step = step;
    const at = { epoch: 1, step, stepsPerEpoch: warmup + steps, totalSteps: warmup + steps };
    if (trains) await executable.write(program.hyper, stepHyper(training, at));
    const asked = platform.now();
    if (fill) {
      fill(batch, step % passLength);
      await executable.load(batch);
    }
    const loaded = platform.now();
    const count = fill ? batch.count : batchSize;
    if (profile) await executable.profile?.(procedure, count, position, profile.into);
    else await executable.run(procedure, count, position);
    // Waits for the device.
    await executable.read(result, count, results);
    if (step >= warmup) {
      milliseconds.push(platform.now() - started);
      inputMilliseconds.push(loaded - asked);
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

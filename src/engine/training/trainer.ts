import type { Augmentation } from '../data/augmentation.ts';
import type { ResolvedTraining } from './settings.ts';
import { type BatchSource, batchCount, trainingBatches } from './batches.ts';
import type { Control } from './control.ts';
import { type Evaluation, evaluatePass, type PassContext, TURN_MILLISECONDS } from './evaluator.ts';
import { nonFiniteProblem } from './finite.ts';
import { type PassMetrics, passMetrics } from './metrics.ts';
import { type NamedData, readSnapshot } from './snapshot.ts';

/** The next step to do: `epoch` from 1, `step` within it from 0. */
export interface TrainingPosition {
  readonly epoch: number;
  readonly step: number;
}

export interface TrainingPlan {
  readonly training: ResolvedTraining;
  readonly epochs: number;
  readonly batchSize: number;
  readonly augmentation: Augmentation;
  readonly train: BatchSource;
  readonly validation: BatchSource | null;
  readonly test: BatchSource | null;
  readonly from: TrainingPosition;
  /** Seconds between checkpoints within an epoch. */
  readonly checkpointSeconds: number;
}

export interface Progress extends PassMetrics {
  readonly epoch: number;
  readonly step: number;
  readonly steps: number;
  readonly imagesPerSecond: number;
  /** Seconds to the end of this epoch's training at the present speed. */
  readonly secondsLeft: number;
}

export interface EpochResult {
  readonly epoch: number;
  readonly train: PassMetrics;
  readonly validation: Evaluation | null;
  readonly test: Evaluation | null;
  /** Of training alone, without evaluation and checkpoints. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

/** Where a run stands, wholly: from it the same run goes on with the same bits. */
export interface Checkpoint {
  readonly position: TrainingPosition;
  readonly tensors: readonly NamedData[];
  /** The epoch that has just ended, if this checkpoint ends one. */
  readonly result: EpochResult | null;
}

/** Who follows a run. The loop waits for `checkpoint` to be safely kept before it goes on. */
export interface TrainingListener {
  progress(progress: Progress): void;
  checkpoint(checkpoint: Checkpoint): Promise<void>;
}

/** How often progress is read from the device, in milliseconds. */
const PROGRESS_MILLISECONDS = 100;

/**
 * Trains from `plan.from` to the end or until stopped: shuffled batches, the last one partial; after each epoch the
 * held-out images; a checkpoint before the first step, after each epoch, every `checkpointSeconds` and when stopped.
 * Throws ProblemError where the loss or a weight is no longer a number; the last checkpoint stands.
 */
export async function train(
  context: PassContext,
  plan: TrainingPlan,
  control: Control,
  listener: TrainingListener,
): Promise<'finished' | 'stopped'> {
  const { executable, program } = context;
  const steps = batchCount(plan.train.indices.length, plan.batchSize);
  const save = async (position: TrainingPosition, result: EpochResult | null) => {
    const tensors = await readSnapshot(executable, program);
    const problem = nonFiniteProblem(tensors, position, result?.train.loss ?? 0);
    if (problem) throw problem;
    await listener.checkpoint({ position, tensors, result });
  };
  if (plan.from.epoch === 1 && plan.from.step === 0) await save(plan.from, null);
  let { epoch, step } = plan.from;
  for (; epoch <= plan.epochs; epoch++, step = 0) {
    const trained = await trainEpoch(context, plan, { epoch, step, steps }, control, listener, save);
    if (trained === null) return 'stopped';
    const validation = plan.validation && (await evaluatePass(context, plan.validation));
    const test = plan.test && (await evaluatePass(context, plan.test));
    await save({ epoch: epoch + 1, step: 0 }, { epoch, ...trained, validation, test });
  }
  return 'finished';
}

type TrainedEpoch = Pick<EpochResult, 'train' | 'seconds' | 'imagesPerSecond'>;

/** The steps of one epoch from `step` on; null where it was stopped (and a checkpoint written). */
async function trainEpoch(
  context: PassContext,
  plan: TrainingPlan,
  { epoch, step: first, steps }: { epoch: number; step: number; steps: number },
  control: Control,
  listener: TrainingListener,
  save: (position: TrainingPosition, result: null) => Promise<void>,
): Promise<TrainedEpoch | null> {
  const { executable, program, platform, seed, batch } = context;
  const { optimiser, schedule } = plan.training;
  const learningRate = optimiser.params.learningRate as number;
  const metrics = new Float32Array(4);
  const hyper = new Float32Array(2);
  const position = { seed, epoch, step: first };
  const fill = trainingBatches(plan.train, plan.batchSize, { seed, epoch, augmentation: plan.augmentation });
  await executable.bind(plan.train.set, plan.train.format);
  if (first === 0) await executable.write(program.metrics, metrics);
  let spent = 0;
  let images = 0;
  let started = platform.now();
  let turned = started;
  let shown = started;
  let saved = started;
  for (let step = first; step < steps; step++) {
    fill(batch, step);
    const rate = schedule.definition.rate(schedule.params, learningRate, { epoch, step, stepsPerEpoch: steps, epochs: plan.epochs });
    const calls = (epoch - 1) * steps + step;
    hyper.set(optimiser.definition.hyper(optimiser.params, rate, calls));
    position.step = step;
    await executable.write(program.hyper, hyper);
    await executable.load(batch);
    await executable.run('step', batch.count, position);
    images += batch.count;
    const now = platform.now();
    if (now - turned < TURN_MILLISECONDS && step + 1 < steps) continue;
    turned = now;
    await platform.turn();
    if (now - shown >= PROGRESS_MILLISECONDS || step + 1 === steps) {
      shown = now;
      await executable.read(program.metrics, 1, metrics);
      const pass = passMetrics(metrics);
      const problem = Number.isFinite(pass.loss) ? null : nonFiniteProblem([], { epoch, step }, pass.loss);
      if (problem) throw nonFiniteProblem(await readSnapshot(executable, program), { epoch, step }, pass.loss) ?? problem;
      const imagesPerSecond = images / Math.max(1e-9, (spent + now - started) / 1000);
      const left = plan.train.indices.length - pass.images;
      listener.progress({ epoch, step: step + 1, steps, ...pass, imagesPerSecond, secondsLeft: left / imagesPerSecond });
    }
    const due = platform.now() - saved >= plan.checkpointSeconds * 1000;
    const held = platform.now();
    if ((due || control.stopped) && step + 1 < steps) {
      await save({ epoch, step: step + 1 }, null);
      saved = platform.now();
    }
    if (control.stopped && step + 1 < steps) return null;
    await control.whenRunning();
    // Time spent on checkpoints and pauses is not training time.
    spent += held - started;
    started = platform.now();
  }
  const seconds = (spent + platform.now() - started) / 1000;
  await executable.read(program.metrics, 1, metrics);
  return { train: passMetrics(metrics), seconds, imagesPerSecond: images / Math.max(1e-9, seconds) };
}

import { isThrough, runSteps } from '../../shared/epochs.ts';
import type { NamedTensor } from '../tensor.ts';
import { type BatchSource, batchCount, trainingBatches } from './batches.ts';
import type { Control } from './control.ts';
import { type Evaluation, evaluateUnlessStopped, type PassContext } from './evaluator.ts';
import { nonFiniteProblem } from './finite.ts';
import { stepHyper } from './hyper.ts';
import { type PassMetrics, passMetrics } from './metrics.ts';
import { createPace } from './pace.ts';
import type { TrainingPosition } from './position.ts';
import type { ResolvedTraining } from './settings.ts';
import { readSnapshot } from './snapshot.ts';

export interface TrainingPlan {
  readonly training: ResolvedTraining;
  /** A fraction ends the run within an epoch. */
  readonly epochs: number;
  readonly batchSize: number;
  readonly train: BatchSource;
  readonly validation: BatchSource | null;
  readonly test: BatchSource | null;
  readonly from: TrainingPosition;
  /** Epochs done at the last result; 0 before the first. */
  readonly reported: number;
  /** Seconds between checkpoints within an epoch. */
  readonly checkpointSeconds: number;
}

export interface Progress extends PassMetrics {
  readonly epoch: number;
  readonly step: number;
  /** Of a whole epoch. */
  readonly steps: number;
  /** Steps of this epoch that the run does: fewer where it ends within it. */
  readonly end: number;
  readonly imagesPerSecond: number;
  /** Seconds to the end of this epoch's training at the present speed. */
  readonly secondsLeft: number;
}

export interface EpochResult {
  /** Epochs done: 3 after the third, 2.5 where a run of so many ends within it. */
  readonly epoch: number;
  readonly train: PassMetrics;
  readonly validation: Evaluation | null;
  readonly test: Evaluation | null;
  /** Of training alone, without evaluation and checkpoints, since the run was last taken up; 0 images a second where its steps had been done by then. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

/**
 * Where a run stands, wholly: from it the same run goes on with the same bits. Without a result at the step after an
 * epoch's last one, its held-out images are still to be evaluated.
 */
export interface Checkpoint {
  readonly position: TrainingPosition;
  readonly tensors: readonly NamedTensor[];
  /** The epoch, or part of one, that has just ended, if this checkpoint ends one. */
  readonly result: EpochResult | null;
}

/** Who follows a run. The loop waits for `checkpoint` to be safely kept before it goes on. */
export interface TrainingListener {
  progress(progress: Progress): void;
  checkpoint(checkpoint: Checkpoint): Promise<void>;
}

/**
 * Trains from `plan.from` to the end or until stopped: shuffled batches, the last one partial; after each epoch, and at
 * the end within one, the held-out images; a checkpoint before the first step, after each epoch, at the end, every
 * `checkpointSeconds` and when stopped.
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
    const losses = result
      ? [result.train, result.validation, result.test].map((pass) => pass?.loss ?? 0)
      : [];
    const problem = nonFiniteProblem(tensors, position, losses.find((loss) => !Number.isFinite(loss)) ?? 0);
    if (problem) throw problem;
    await listener.checkpoint({ position, tensors, result });
  };
  if (plan.from.epoch === 1 && plan.from.step === 0) await save(plan.from, null);
  const totalSteps = runSteps(plan.epochs, steps);
  let { epoch, step } = plan.from;
  for (; ; epoch++, step = 0) {
    const end = Math.min(steps, totalSteps - (epoch - 1) * steps);
    const done = end < steps ? plan.epochs : epoch;
    if (end <= 0 || step > end || (step === end && isThrough(plan.reported, done))) return 'finished';
    const trained = await trainEpoch(context, plan, { epoch, step, steps, end }, control, listener, save);
    if (trained === null) return 'stopped';
    const { counted, ...result } = trained;
    const validation = plan.validation && (await evaluateUnlessStopped(context, plan.validation, control));
    const test = plan.test && (await evaluateUnlessStopped(context, plan.test, control));
    const isCut = (plan.validation && !validation) || (plan.test && !test);
    // Evaluation has counted where training had; an epoch that is taken up within goes on from these counts.
    if (isCut || end < steps) await executable.write(program.metrics, counted);
    if (isCut) {
      await save({ epoch, step: end }, null);
      return 'stopped';
    }
    const next = end < steps ? { epoch, step: end } : { epoch: epoch + 1, step: 0 };
    await save(next, { epoch: done, ...result, validation, test });
    if (epoch * steps >= totalSteps) return 'finished';
    // Here too: an epoch of one step has no border within.
    await control.whenRunning();
    if (control.stopped) return 'stopped';
  }
}

interface TrainedEpoch extends Pick<EpochResult, 'train' | 'seconds' | 'imagesPerSecond'> {
  /** The metrics tensor after the last step. */
  readonly counted: Float32Array;
}

/** The steps of one epoch from `step` to `end`; null where it was stopped (and a checkpoint written). */
async function trainEpoch(
  context: PassContext,
  plan: TrainingPlan,
  { epoch, step: first, steps, end }: { epoch: number; step: number; steps: number; end: number },
  control: Control,
  listener: TrainingListener,
  save: (position: TrainingPosition, result: null) => Promise<void>,
): Promise<TrainedEpoch | null> {
  const { executable, program, platform, seed, batch } = context;
  const metrics = new Float32Array(4);
  const { augmentation, balance } = plan.training;
  const images = Math.min(plan.train.indices.length, end * plan.batchSize);
  const totalSteps = runSteps(plan.epochs, steps);
  const position = { seed, epoch, step: first };
  const fill = trainingBatches(plan.train, plan.batchSize, { seed, epoch, augmentation, balance });
  await executable.bind(plan.train.set, plan.train.format);
  if (first === 0) await executable.write(program.metrics, metrics);
  else await executable.read(program.metrics, 1, metrics);
  const pace = createPace(platform, plan.checkpointSeconds);
  for (let step = first; step < end; step++) {
    const last = step + 1 === end;
    position.step = step;
    fill(batch, step);
    const at = { epoch, step, stepsPerEpoch: steps, totalSteps };
    await executable.write(program.hyper, stepHyper(plan.training, at));
    await executable.load(batch);
    await executable.run('step', batch.count, position);
    pace.add(batch.count);
    if (!last && !pace.turnIsDue()) continue;
    await platform.turn();
    if (last || pace.progressIsDue()) {
      await executable.read(program.metrics, 1, metrics);
      const pass = passMetrics(metrics);
      await requireFinite(context, { epoch, step }, pass.loss);
      const imagesPerSecond = pace.imagesPerSecond();
      const secondsLeft = (images - pass.images) / imagesPerSecond;
      listener.progress({ epoch, step: step + 1, steps, end, ...pass, imagesPerSecond, secondsLeft });
    }
    if (last) break;
    const { stopped } = control;
    if (stopped || pace.checkpointIsDue()) {
      await pace.aside(() => save({ epoch, step: step + 1 }, null));
      pace.saved();
    }
    if (stopped) return null;
    await pace.aside(() => control.whenRunning());
  }
  return {
    train: passMetrics(metrics),
    seconds: pace.seconds(),
    imagesPerSecond: pace.imagesPerSecond(),
    counted: metrics,
  };
}

/** Throws the fault of a loss that is no longer a number, naming a node whose weights are not. */
async function requireFinite(
  { executable, program }: PassContext,
  position: TrainingPosition,
  loss: number,
): Promise<void> {
  if (Number.isFinite(loss)) return;
  const problem = nonFiniteProblem(await readSnapshot(executable, program), position, loss);
  if (problem) throw problem;
}

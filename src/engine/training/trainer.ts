import type { NamedTensor } from '../tensor.ts';
import { type BatchSource, batchCount, trainingBatches } from './batches.ts';
import type { Control } from './control.ts';
import { type Evaluation, evaluateUnlessStopped, type PassContext } from './evaluator.ts';
import { nonFiniteProblem } from './finite.ts';
import { type PassMetrics, passMetrics } from './metrics.ts';
import { createPace } from './pace.ts';
import type { TrainingPosition } from './position.ts';
import type { ResolvedTraining } from './settings.ts';
import { readSnapshot } from './snapshot.ts';

export interface TrainingPlan {
  readonly training: ResolvedTraining;
  readonly epochs: number;
  readonly batchSize: number;
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
  /** Of training alone, without evaluation and checkpoints, since the run was last taken up; 0 images a second where its steps had been done by then. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

/**
 * Where a run stands, wholly: from it the same run goes on with the same bits. At the step after an epoch's last one
 * its held-out images are still to be evaluated.
 */
export interface Checkpoint {
  readonly position: TrainingPosition;
  readonly tensors: readonly NamedTensor[];
  /** The epoch that has just ended, if this checkpoint ends one. */
  readonly result: EpochResult | null;
}

/** Who follows a run. The loop waits for `checkpoint` to be safely kept before it goes on. */
export interface TrainingListener {
  progress(progress: Progress): void;
  checkpoint(checkpoint: Checkpoint): Promise<void>;
}

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
    const losses = result
      ? [result.train, result.validation, result.test].map((pass) => pass?.loss ?? 0)
      : [];
    const problem = nonFiniteProblem(tensors, position, losses.find((loss) => !Number.isFinite(loss)) ?? 0);
    if (problem) throw problem;
    await listener.checkpoint({ position, tensors, result });
  };
  if (plan.from.epoch === 1 && plan.from.step === 0) await save(plan.from, null);
  let { epoch, step } = plan.from;
  for (; epoch <= plan.epochs; epoch++, step = 0) {
    const trained = await trainEpoch(context, plan, { epoch, step, steps }, control, listener, save);
    if (trained === null) return 'stopped';
    const { counted, ...result } = trained;
    const validation = plan.validation && (await evaluateUnlessStopped(context, plan.validation, control));
    const test = plan.test && (await evaluateUnlessStopped(context, plan.test, control));
    if ((plan.validation && !validation) || (plan.test && !test)) {
      // Evaluation has counted where training had.
      await executable.write(program.metrics, counted);
      await save({ epoch, step: steps }, null);
      return 'stopped';
    }
    await save({ epoch: epoch + 1, step: 0 }, { epoch, ...result, validation, test });
    if (epoch === plan.epochs) break;
    // Here too: an epoch of one step has no border within.
    await control.whenRunning();
    if (control.stopped) return 'stopped';
  }
  return 'finished';
}

interface TrainedEpoch extends Pick<EpochResult, 'train' | 'seconds' | 'imagesPerSecond'> {
  /** The metrics tensor at the epoch's end. */
  readonly counted: Float32Array;
}

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
  const metrics = new Float32Array(4);
  const { augmentation } = plan.training;
  const position = { seed, epoch, step: first };
  const fill = trainingBatches(plan.train, plan.batchSize, { seed, epoch, augmentation });
  await executable.bind(plan.train.set, plan.train.format);
  if (first === 0) await executable.write(program.metrics, metrics);
  else await executable.read(program.metrics, 1, metrics);
  const pace = createPace(platform, plan.checkpointSeconds);
  for (let step = first; step < steps; step++) {
    const last = step + 1 === steps;
    position.step = step;
    fill(batch, step);
    await executable.write(program.hyper, stepHyper(plan, { epoch, step }, steps));
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
      const secondsLeft = (plan.train.indices.length - pass.images) / imagesPerSecond;
      listener.progress({ epoch, step: step + 1, steps, ...pass, imagesPerSecond, secondsLeft });
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

/** The optimiser's runtime numbers of one step. */
function stepHyper(
  { training, epochs }: TrainingPlan,
  { epoch, step }: TrainingPosition,
  steps: number,
): Float32Array {
  const { optimiser, schedule } = training;
  const at = { epoch, step, stepsPerEpoch: steps, epochs };
  const rate = schedule.definition.rate(schedule.params, optimiser.params.learningRate as number, at);
  const calls = (epoch - 1) * steps + step;
  return Float32Array.from(optimiser.definition.hyper(optimiser.params, rate, calls));
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

import { type Program, valueElements } from '../compiler/program.ts';
import type { Batch, Executable } from '../devices/device.ts';
import type { Platform } from '../platform.ts';
import { type BatchSource, batchCount, evaluationBatches } from './batches.ts';
import type { Control } from './control.ts';
import { type PassMetrics, passMetrics } from './metrics.ts';
import { TURN_MILLISECONDS } from './pace.ts';

export interface Evaluation extends PassMetrics {
  /** The network's output of every image, in the source's order: [images, classes]. */
  readonly scores: Float32Array;
}

/** What a pass over images runs on. */
export interface PassContext {
  readonly executable: Executable;
  readonly program: Program;
  readonly platform: Platform;
  readonly seed: number;
  /** Reused from step to step; its capacity is the Program's. */
  readonly batch: Batch;
}

/** Runs the evaluate procedure over all images of a source; metrics start from zero. */
export async function evaluatePass(context: PassContext, source: BatchSource): Promise<Evaluation> {
  return (await evaluateUnlessStopped(context, source, null)) as Evaluation;
}

/** `evaluatePass` that waits while `control` is paused; null once it is stopped. */
export async function evaluateUnlessStopped(
  context: PassContext,
  source: BatchSource,
  control: Control | null,
): Promise<Evaluation | null> {
  const { executable, program, platform, seed, batch } = context;
  const { capacity } = program;
  const classes = valueElements(program.values[program.scores.evaluate], 1);
  const scores = new Float32Array(source.indices.length * classes);
  const metrics = new Float32Array(4);
  const position = { seed, epoch: 0, step: 0 };
  await executable.bind(source.set, source.format);
  await executable.write(program.metrics, metrics);
  const fill = evaluationBatches(source, capacity);
  let turned = platform.now();
  for (let step = 0; step < batchCount(source.indices.length, capacity); step++) {
    if (control?.stopped) return null;
    fill(batch, step);
    position.step = step;
    await executable.load(batch);
    await executable.run('evaluate', batch.count, position);
    const from = step * capacity * classes;
    await executable.read(
      program.scores.evaluate,
      batch.count,
      scores.subarray(from, from + batch.count * classes),
    );
    if (platform.now() - turned > TURN_MILLISECONDS) {
      await platform.turn();
      await control?.whenRunning();
      turned = platform.now();
    }
  }
  await executable.read(program.metrics, 1, metrics);
  return { ...passMetrics(metrics), scores };
}

import { type BatchSource, batchCount, trainingBatches } from './batches.ts';
import type { PassContext } from './evaluator.ts';
import type { ResolvedTraining } from './settings.ts';

interface BenchPlan {
  readonly batchSize: number;
  readonly warmup: number;
  readonly steps: number;
}

/**
 * Times whole training steps, in milliseconds each, after `warmup` untimed ones. With a source every step prepares
 * its batch from cached images; without, the same input is computed on again.
 */
export async function benchSteps(
  context: PassContext,
  training: ResolvedTraining,
  { batchSize, warmup, steps }: BenchPlan,
  source: BatchSource | null,
): Promise<number[]> {
  const { executable, program, platform, seed, batch } = context;
  const { definition, params } = training.optimiser;
  const { augmentation } = training;
  const fill = source && trainingBatches(source, batchSize, { seed, epoch: 1, augmentation });
  // Only whole batches: a partial one would flatter.
  const passLength = source ? Math.max(1, batchCount(source.indices.length + 1, batchSize) - 1) : 1;
  if (source) await executable.bind(source.set, source.format);
  const position = { seed, epoch: 1, step: 0 };
  const milliseconds: number[] = [];
  const metrics = new Float32Array(4);
  for (let step = 0; step < warmup + steps; step++) {
    const started = platform.now();
    position.step = step;
    await executable.write(
      program.hyper,
      Float32Array.from(definition.hyper(params, params.learningRate as number, step)),
    );
    if (fill) {
      fill(batch, step % passLength);
      await executable.load(batch);
    }
    await executable.run('step', fill ? batch.count : batchSize, position);
    // Waits for the device.
    await executable.read(program.metrics, 1, metrics);
    if (step >= warmup) milliseconds.push(platform.now() - started);
    await platform.turn();
  }
  return milliseconds;
}

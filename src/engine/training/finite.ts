import { ProblemError } from '../../shared/problem.ts';
import type { NamedTensor } from '../tensor.ts';
import { isAverage } from './averaging.ts';
import type { TrainingPosition } from './position.ts';
import { METRICS_TENSOR } from './snapshot.ts';

/** The fault that ends a run whose loss or weights are no longer numbers, naming the first node found; null where all is finite. */
export function nonFiniteProblem(
  tensors: readonly NamedTensor[],
  { epoch, step }: TrainingPosition,
  loss: number,
): ProblemError | null {
  const broken = tensors.find(({ name, data }) => name !== METRICS_TENSOR && !data.every(Number.isFinite));
  if (!broken && Number.isFinite(loss)) return null;
  const node = broken && nodeOf(broken.name);
  const found = broken ? `${broken.name} holds numbers that are not finite` : `the loss is ${loss}`;
  const message = `training stopped in epoch ${epoch} at step ${step}: ${found}; the last checkpoint is kept. A smaller learningRate often helps`;
  return new ProblemError({ code: 'not-finite', message, ...(node && { node }) });
}

/** The node that a tensor of a checkpoint belongs to by itself; undefined for what the optimiser keeps. */
function nodeOf(tensor: string): string | undefined {
  const parts = tensor.split('.');
  if (isAverage(tensor)) return parts[1];
  return parts[0] === 'optimiser' ? undefined : parts[0];
}

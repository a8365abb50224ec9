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
  const broken = tensors.find(({ name, data }) => name !== METRICS_TENSOR && !areFinite(data));
  if (!broken && Number.isFinite(loss)) return null;
  const node = broken && nodeOf(broken.name);
  const found = broken ? `${broken.name} holds numbers that are not finite` : `the loss is ${loss}`;
  const message = `training stopped in epoch ${epoch} at step ${step}: ${found}; the last checkpoint is kept. A smaller learningRate often helps`;
  return new ProblemError({ code: 'not-finite', message, ...(node && { node }) });
}

/** A number that is finite is 0 times 0, any other is none: one sum takes an eighth of the time of looking at each. */
function areFinite(data: Float32Array): boolean {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i] * 0;
  return sum === 0;
}

/** The node that a tensor of a checkpoint belongs to by itself; undefined for what the optimiser keeps. */
function nodeOf(tensor: string): string | undefined {
  const parts = tensor.split('.');
  if (isAverage(tensor)) return parts[1];
  return parts[0] === 'optimiser' ? undefined : parts[0];
}

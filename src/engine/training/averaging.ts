import type { Averaging } from '../../shared/document.ts';
import { fail } from '../../shared/problem.ts';
import { averageName } from '../compiler/tensors.ts';
import type { NamedTensor } from '../tensor.ts';

/**
 * The share by which averages move in a step, from how many steps were done before: 0 where none is due, 1 in the
 * first step, so that they begin at its weights; at update k after that 1 - min(decay, (1 + k) / (10 + k)). The warm
 * start is that of TensorFlow's ExponentialMovingAverage with num_updates: a short run forgets its first weights.
 */
export function averagingShare({ decay, every }: Averaging, calls: number): number {
  if (calls % every !== 0) return 0;
  const k = calls / every;
  return k === 0 ? 1 : 1 - Math.min(decay, (1 + k) / (10 + k));
}

/** `average.conv1.weight`; a node that is called `average` has tensors of two names, `average.weight`. */
const AVERAGE = /^average\.[^.]+\.[^.]+$/;

/** Whether a tensor of a checkpoint is an average of one of the model. */
export function isAverage(name: string): boolean {
  return AVERAGE.test(name);
}

/**
 * Throws ProblemError where a checkpoint keeps averages and the settings ask for none, or the other way round; `file`
 * is where it lies, if it is known.
 */
export function requireAverages(names: Iterable<string>, averaging: boolean, file?: string): void {
  const found = [...names].find(isAverage);
  if ((found !== undefined) === averaging) return;
  const where = file === undefined ? 'the checkpoint' : `the checkpoint in ${file}`;
  const message = averaging
    ? `${where} holds no averaged weights, but training.averaging asks for them; expected a checkpoint of a run with weight averaging`
    : `${where} holds averaged weights (${found}), but training.averaging is null; expected a checkpoint of a run without weight averaging`;
  fail('averages-differ', message, file === undefined ? {} : { file });
}

/** A checkpoint's tensors as a model is used: each average in the place of what it is of; only training has the rest. */
export function tensorsForUse(tensors: readonly NamedTensor[]): NamedTensor[] {
  const averages = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  return tensors
    .filter(({ name }) => !isAverage(name))
    .map((tensor) => ({ ...tensor, data: averages.get(averageName(tensor.name))?.data ?? tensor.data }));
}

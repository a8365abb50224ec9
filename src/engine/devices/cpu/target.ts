import type { Target } from '../../compiler/target.ts';
import { emitterOf } from './emit/emitters.ts';

/** The CPU device as the compiler sees it. */
export const cpuTarget: Target = {
  device: 'cpu',
  fusions: new Set(['activation', 'activationGradient', 'crossEntropy', 'pooling', 'channelSum']),
  aliasesReshape: true,
  // A cache line; kernels that go element by element may write up to a tensor's padded end.
  alignment: 64,
  largestBinding: 2 ** 31,
  workspace: (operation, values, capacity) =>
    emitterOf(operation).workspace?.(operation, values, capacity) ?? 0,
};

import type { Target } from '../../compiler/target.ts';

/** The reference device as the compiler sees it: nothing is fused, nothing shared but by the plan. */
export const referenceTarget: Target = {
  device: 'reference',
  fusions: new Set(),
  aliasesReshape: false,
  alignment: 4,
  largestBinding: Number.POSITIVE_INFINITY,
  workspace: () => 0,
};

/**
 * The reference device asked for everything that a target may ask for: all fusions, reshapes in place, the flat
 * vector in several segments, scratch memory for each operation.
 */
export const demandingTarget: Target = {
  device: 'reference, demanding',
  fusions: new Set(['activation', 'activationGradient', 'crossEntropy', 'pooling', 'channelSum']),
  aliasesReshape: true,
  alignment: 64,
  largestBinding: 256,
  workspace: ({ outputs }) => 40 * outputs.length,
};

import type { Target } from '../../compiler/target.ts';

/**
 * TensorFlow as the compiler sees it. It plans its own memory, so that the plan here only tells what about is needed;
 * it joins a convolution with its bias, and batch normalisation with ReLU, by itself where that helps.
 */
export const tensorflowTarget: Target = {
  device: 'tensorflow',
  fusions: new Set(['crossEntropy']),
  aliasesReshape: false,
  alignment: 64,
  largestBinding: Number.POSITIVE_INFINITY,
  workspace: () => 0,
};

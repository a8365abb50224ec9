import type { OperationName } from '../../compiler/attributes.ts';
import * as normalisation from './batchNormalization.ts';
import * as convolution from './convolution.ts';
import * as criterions from './criterions.ts';
import { dropout } from './dropout.ts';
import * as elementwise from './elementwise.ts';
import type { ReferenceKernel } from './kernel.ts';
import * as linear from './linear.ts';
import { muon } from './muon.ts';
import * as optimisers from './optimisers.ts';
import * as pooling from './pooling.ts';
import * as shape from './shape.ts';
import * as softMax from './softMax.ts';

/** One kernel an operation; an operation without one does not compile. */
export type ReferenceKernels = { readonly [K in OperationName]: ReferenceKernel<K> };

export const referenceKernels: ReferenceKernels = {
  convolution: convolution.convolution,
  convolutionInputGradient: convolution.convolutionInputGradient,
  convolutionWeightGradient: convolution.convolutionWeightGradient,
  linear: linear.linear,
  linearInputGradient: linear.linearInputGradient,
  linearWeightGradient: linear.linearWeightGradient,
  channelSum: linear.channelSum,
  maxPooling: pooling.maxPooling,
  maxPoolingGradient: pooling.maxPoolingGradient,
  averagePooling: pooling.averagePooling,
  averagePoolingGradient: pooling.averagePoolingGradient,
  batchNormalization: normalisation.batchNormalization,
  batchNormalizationGradient: normalisation.batchNormalizationGradient,
  batchNormalizationEvaluate: normalisation.batchNormalizationEvaluate,
  relu: elementwise.relu,
  reluGradient: elementwise.reluGradient,
  sigmoid: elementwise.sigmoid,
  sigmoidGradient: elementwise.sigmoidGradient,
  tanh: elementwise.tanh,
  tanhGradient: elementwise.tanhGradient,
  softMax: softMax.softMax,
  softMaxGradient: softMax.softMaxGradient,
  logSoftMax: softMax.logSoftMax,
  logSoftMaxGradient: softMax.logSoftMaxGradient,
  dropout,
  scale: elementwise.scale,
  add: elementwise.add,
  concatenate: shape.concatenate,
  slice: shape.slice,
  reshape: shape.reshape,
  classNll: criterions.classNll,
  classNllGradient: criterions.classNllGradient,
  crossEntropyGradient: criterions.crossEntropyGradient,
  oneHot: criterions.oneHot,
  meanSquaredError: criterions.meanSquaredError,
  meanSquaredErrorGradient: criterions.meanSquaredErrorGradient,
  accumulate: criterions.accumulate,
  sgd: optimisers.sgd,
  muon,
  adam: optimisers.adam,
  average: optimisers.average,
};

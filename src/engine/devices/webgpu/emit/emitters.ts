import type { OperationName } from '../../../compiler/attributes.ts';
import type { Operation } from '../../../compiler/program.ts';
import { accumulate } from './accumulate.ts';
import * as batchNormalization from './batchNormalization.ts';
import { batchNormalizationGradient } from './batchNormalizationGradient.ts';
import { channelSum } from './channelSum.ts';
import * as convolution from './convolution.ts';
import { convolutionWeightGradient } from './convolutionWeightGradient.ts';
import * as criterion from './criterion.ts';
import * as elementwise from './elementwise.ts';
import type { Emitter } from './emitter.ts';
import * as linear from './linear.ts';
import * as meanSquaredError from './meanSquaredError.ts';
import { muon } from './muon.ts';
import * as optimiser from './optimiser.ts';
import * as pooling from './pooling.ts';
import * as shape from './shape.ts';
import * as softMax from './softMax.ts';

/** How every operation is done; one that is missing does not compile. */
export const emitters: { readonly [K in OperationName]: Emitter<K> } = {
  convolution: convolution.convolution,
  convolutionInputGradient: convolution.convolutionInputGradient,
  convolutionWeightGradient,
  linear: linear.linear,
  linearInputGradient: linear.linearInputGradient,
  linearWeightGradient: linear.linearWeightGradient,
  relu: elementwise.relu,
  reluGradient: elementwise.reluGradient,
  sigmoid: elementwise.sigmoid,
  sigmoidGradient: elementwise.sigmoidGradient,
  tanh: elementwise.tanh,
  tanhGradient: elementwise.tanhGradient,
  dropout: elementwise.dropout,
  scale: elementwise.scale,
  add: elementwise.add,
  channelSum,
  batchNormalization: batchNormalization.batchNormalization,
  batchNormalizationGradient,
  batchNormalizationEvaluate: batchNormalization.batchNormalizationEvaluate,
  maxPooling: pooling.maxPooling,
  maxPoolingGradient: pooling.maxPoolingGradient,
  averagePooling: pooling.averagePooling,
  averagePoolingGradient: pooling.averagePoolingGradient,
  softMax: softMax.softMax,
  softMaxGradient: softMax.softMaxGradient,
  logSoftMax: softMax.logSoftMax,
  logSoftMaxGradient: softMax.logSoftMaxGradient,
  concatenate: shape.concatenate,
  slice: shape.slice,
  reshape: shape.reshape,
  classNll: criterion.classNll,
  classNllGradient: criterion.classNllGradient,
  crossEntropyGradient: criterion.crossEntropyGradient,
  oneHot: criterion.oneHot,
  meanSquaredError: meanSquaredError.meanSquaredError,
  meanSquaredErrorGradient: meanSquaredError.meanSquaredErrorGradient,
  accumulate,
  sgd: optimiser.sgd,
  muon,
  adam: optimiser.adam,
  average: optimiser.average,
};

/** The emitter of an operation, whichever it is. */
export function emitterOf(operation: Operation): Emitter<OperationName> {
  // Each emitter only ever sees operations of its own name.
  return emitters[operation.name] as unknown as Emitter<OperationName>;
}

import type { OperationName } from '../../../compiler/attributes.ts';
import * as batchNormalization from './batchNormalization.ts';
import * as convolution from './convolution.ts';
import * as criterion from './criterion.ts';
import { dropout } from './dropout.ts';
import * as elementwise from './elementwise.ts';
import type { Emitter } from './emitter.ts';
import * as linear from './linear.ts';
import { muon } from './muon.ts';
import * as optimiser from './optimiser.ts';
import * as pooling from './pooling.ts';
import * as shape from './shape.ts';
import * as softMax from './softMax.ts';

/** How every operation is written; one that is missing does not compile. */
export const emitters: { readonly [K in OperationName]: Emitter<K> } = {
  ...{
    convolution: convolution.convolution,
    convolutionInputGradient: convolution.convolutionInputGradient,
    convolutionWeightGradient: convolution.convolutionWeightGradient,
  },
  ...linear,
  ...pooling,
  ...batchNormalization,
  ...elementwise,
  ...softMax,
  dropout,
  ...shape,
  ...criterion,
  ...optimiser,
  muon,
};

import { defineModule, oneInput } from './module.ts';
import { inplace } from './sharedParams.ts';

export const Dropout = defineModule({
  type: 'Dropout',
  category: 'Regularisation',
  summary: 'Sets a random share of the values to zero while training',
  documentation: `While training each value is set to 0 with probability p and the others are divided by 1 - p; in evaluate mode nothing changes.

With v1 the others are left as they are and evaluate mode multiplies by 1 - p. With stochasticInference values are dropped in evaluate mode too. Which values are dropped depends on the seed, the epoch, the step and the node alone, so every device drops the same.`,
  params: {
    p: {
      kind: 'number',
      default: 0.5,
      min: 0,
      max: 1,
      belowMax: true,
      description: 'Share of the values that are dropped',
    },
    v1: { kind: 'boolean', default: false, description: 'Scale in evaluate mode instead of while training' },
    inplace,
    stochasticInference: { kind: 'boolean', default: false, description: 'Drop in evaluate mode too' },
  },
  inputs: oneInput,
  outputs: ['output'],
  infer: ({ inputs }) => ({ outputs: [inputs[0]] }),
  lower: ({ builder, params, inputs, outputs, training, nodeIndex }) => {
    const { p, v1, stochasticInference } = params;
    if (p > 0 && (training || stochasticInference)) {
      const attributes = { probability: p, scale: v1 ? 1 : 1 / (1 - p), node: nodeIndex };
      return builder.operation('dropout', inputs, attributes, outputs);
    }
    return v1 && p > 0 ? builder.operation('scale', inputs, { factor: 1 - p }, outputs) : inputs;
  },
  subtitle: ({ p }) => `Dropout(${p.toFixed(6)})`,
  samples: [
    { params: { p: 0.3 }, inputs: [[37]] },
    { params: { p: 0.17, v1: true }, inputs: [[3, 5, 4]] },
    { params: { p: 0.6, stochasticInference: true }, inputs: [[29]] },
  ],
});

import { defineModule, oneInput } from './module.ts';
import { pad, poolKernel, stride } from './sharedParams.ts';
import { isProblem, pictureProblem, poolingShape, poolingWords } from './window.ts';

export const SpatialAveragePooling = defineModule({
  type: 'SpatialAveragePooling',
  category: 'Pooling',
  summary: 'The mean of each window',
  documentation: `The mean of each kW x kH window of each plane. The stride is 1 by default, unlike SpatialMaxPooling's.

With count_include_pad the divisor counts the padding, the window clipped to the padded plane; without, only real pixels. Sizes follow SpatialMaxPooling's rule.`,
  params: {
    ...poolKernel,
    ...stride,
    ...pad,
    ceil_mode: { kind: 'boolean', default: false, description: 'Round the output size up instead of down' },
    count_include_pad: { kind: 'boolean', default: true, description: 'Count the padding in the divisor' },
  },
  inputs: oneInput,
  outputs: ['output'],
  infer: ({ params, inputs: [input], problem }) => {
    const fault = pictureProblem(input, problem);
    if (fault) return fault;
    const output = poolingShape(input, { ...params, ceil: params.ceil_mode }, problem);
    return isProblem(output) ? output : { outputs: [output] };
  },
  lower: ({ builder, params, inputs, outputs }) => {
    const { kW, kH, dW, dH, padW, padH, count_include_pad } = params;
    const attributes = { kW, kH, dW, dH, padW, padH, countIncludePad: count_include_pad };
    return builder.operation('averagePooling', inputs, attributes, outputs);
  },
  subtitle: (params) => `SpatialAveragePooling(${poolingWords(params)})`,
  samples: [
    { params: { kW: 3, kH: 2 }, inputs: [[3, 4, 5]] },
    { params: { kW: 3, kH: 2, dW: 2, dH: 1, padW: 1, padH: 1 }, inputs: [[2, 5, 7]] },
    {
      params: { kW: 3, kH: 3, dW: 2, dH: 2, padW: 1, padH: 0, ceil_mode: true, count_include_pad: false },
      inputs: [[2, 6, 7]],
    },
  ],
});

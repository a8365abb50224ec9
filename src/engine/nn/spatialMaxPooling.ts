import { defineModule, oneInput } from './module.ts';
import { pad, poolKernel } from './sharedParams.ts';
import { isProblem, pictureProblem, poolingShape, poolingWords } from './window.ts';

interface Strides {
  readonly kW: number;
  readonly kH: number;
  readonly dW: number | null;
  readonly dH: number | null;
}

/** Torch's default: a blank stride is the kernel's size. */
function withStride<P extends Strides>(params: P) {
  return { ...params, dW: params.dW ?? params.kW, dH: params.dH ?? params.kH };
}

export const SpatialMaxPooling = defineModule({
  type: 'SpatialMaxPooling',
  category: 'Pooling',
  summary: 'The largest value of each window',
  documentation: `The largest value of each kW x kH window of each plane; padding counts as minus infinity, and the first of equal values gets the gradient.

Each side of the output has floor((size + 2 pad - kernel) / stride) + 1 pixels (ceil with ceil_mode). The stride is the kernel's size where it is blank.`,
  params: {
    ...poolKernel,
    dW: {
      kind: 'integer',
      default: null,
      min: 1,
      max: 4096,
      unit: 'pixels',
      description: 'Step in width; blank: as kW',
    },
    dH: {
      kind: 'integer',
      default: null,
      min: 1,
      max: 4096,
      unit: 'pixels',
      description: 'Step in height; blank: as kH',
    },
    ...pad,
    ceil_mode: { kind: 'boolean', default: false, description: 'Round the output size up instead of down' },
  },
  inputs: oneInput,
  outputs: ['output'],
  infer: ({ params, inputs: [input], problem }) => {
    const fault = pictureProblem(input, problem);
    if (fault) return fault;
    const output = poolingShape(input, { ...withStride(params), ceil: params.ceil_mode }, problem);
    return isProblem(output) ? output : { outputs: [output] };
  },
  lower: ({ builder, params, inputs, outputs }) => {
    const { kW, kH, dW, dH, padW, padH } = withStride(params);
    const [y] = builder.operation('maxPooling', inputs, { kW, kH, dW, dH, padW, padH }, [
      outputs[0],
      outputs[0],
    ]);
    return [y];
  },
  subtitle: (params) => `SpatialMaxPooling(${poolingWords(withStride(params))})`,
  samples: [
    { params: {}, inputs: [[3, 6, 8]] },
    { params: { kW: 3, kH: 2, dW: 2, dH: 1, padW: 1, padH: 1 }, inputs: [[2, 5, 7]] },
    { params: { kW: 3, kH: 3, dW: 2, dH: 2, ceil_mode: true }, inputs: [[2, 6, 8]] },
    { params: { kW: 3, kH: 3, dW: 1, dH: 1, padW: 1, padH: 1 }, inputs: [[2, 5, 11]] },
    { params: { kW: 2, kH: 3, dW: 1, dH: 2 }, inputs: [[3, 7, 6]] },
  ],
});

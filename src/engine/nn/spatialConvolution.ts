import { defineModule, oneInput } from './module.ts';
import { kernel, stride } from './sharedParams.ts';
import { convolutionSize, convolutionWords, isProblem, pictureProblem } from './window.ts';

interface Pads {
  readonly padW: number;
  readonly padH: number | null;
}

/** Torch's default: a blank padH is padW. */
function bothPads<P extends Pads>(params: P) {
  return { ...params, padH: params.padH ?? params.padW };
}

export const SpatialConvolution = defineModule({
  type: 'SpatialConvolution',
  category: 'Convolution',
  summary: 'Slides learned filters over the picture',
  documentation: `Cross-correlation with nOutputPlane filters of kW x kH over nInputPlane planes; each side of the output has floor((size + 2 pad - kernel) / stride) + 1 pixels.

weight is [nOutputPlane, nInputPlane, kH, kW], bias [nOutputPlane]; both start uniform within 1/sqrt(kW * kH * nInputPlane) of 0. padH follows padW where it is blank, as in Torch.`,
  params: {
    nInputPlane: {
      kind: 'integer',
      default: null,
      min: 1,
      max: 65536,
      description: 'Channels at the input; blank: as the wire brings',
    },
    nOutputPlane: {
      kind: 'integer',
      default: 32,
      min: 1,
      max: 65536,
      description: 'Channels at the output: the number of filters',
    },
    ...kernel,
    ...stride,
    padW: {
      kind: 'integer',
      default: 0,
      min: 0,
      max: 4096,
      unit: 'pixels',
      description: 'Zeros added left and right',
    },
    padH: {
      kind: 'integer',
      default: null,
      min: 0,
      max: 4096,
      unit: 'pixels',
      description: 'Zeros added above and below; blank: as padW',
    },
    bias: { kind: 'boolean', default: true, description: 'Add a learned bias to each output plane' },
  },
  inputs: oneInput,
  outputs: ['output'],
  infer: ({ params, inputs: [input], problem }) => {
    const fault = pictureProblem(input, problem);
    if (fault) return fault;
    const nInputPlane = params.nInputPlane ?? input[0];
    if (nInputPlane !== input[0]) {
      return problem(
        'shape-mismatch',
        `the input has ${input[0]} channels, expected nInputPlane ${nInputPlane}`,
        {
          port: 'input',
          mends: [
            {
              title: `Set nInputPlane to ${input[0]}`,
              change: { kind: 'setParam', node: '', param: 'nInputPlane', value: input[0] },
            },
          ],
        },
      );
    }
    const output = convolutionSize(input, params.nOutputPlane, bothPads(params), problem);
    return isProblem(output) ? output : { outputs: [output], params: { nInputPlane } };
  },
  parameters: ({ nInputPlane, nOutputPlane, kW, kH, bias }) => {
    const planes = nInputPlane as number;
    const bound = 1 / Math.sqrt(kW * kH * planes);
    const initialisation = { kind: 'uniform', low: -bound, high: bound } as const;
    const weight = { name: 'weight', shape: [nOutputPlane, planes, kH, kW], initialisation };
    return bias ? [weight, { name: 'bias', shape: [nOutputPlane], initialisation }] : [weight];
  },
  lower: ({ builder, params, inputs, outputs, tensor }) => {
    const { kW, kH, dW, dH, padW, padH, bias } = bothPads(params);
    const operands = [inputs[0], tensor('weight'), bias ? tensor('bias') : null];
    return builder.operation(
      'convolution',
      operands,
      { kW, kH, dW, dH, padW, padH, activation: 'none' },
      outputs,
    );
  },
  subtitle: (params) => {
    const planes = `${params.nInputPlane ?? '?'} -> ${params.nOutputPlane}`;
    const suffix = params.bias ? '' : ' without bias';
    return `SpatialConvolution(${planes}, ${convolutionWords(bothPads(params))})${suffix}`;
  },
  samples: [
    { params: { nOutputPlane: 5, kW: 3, kH: 2, dW: 2, dH: 1, padW: 1, padH: 0 }, inputs: [[3, 6, 7]] },
    { params: { nInputPlane: 4, nOutputPlane: 9, padW: 1, bias: false }, inputs: [[4, 5, 6]] },
    { params: { nOutputPlane: 6, kW: 1, kH: 1 }, inputs: [[5, 4, 3]] },
    { params: { nOutputPlane: 3, kW: 5, kH: 4, dW: 1, dH: 3, padW: 2, padH: 1 }, inputs: [[2, 9, 5]] },
    { params: { nOutputPlane: 4, kW: 1, kH: 1, dW: 2, dH: 2 }, inputs: [[3, 7, 6]] },
    {
      params: { nOutputPlane: 7, kW: 2, kH: 3, dW: 3, dH: 2, padW: 1, padH: 1 },
      inputs: [[5, 8, 9]],
    },
  ],
});

import { defineModule, oneInput } from './module.ts';
import { formatShape } from './shape.ts';

export const Linear = defineModule({
  type: 'Linear',
  category: 'Linear',
  summary: 'Every output from every input: y = W x + b',
  documentation: `y = W x + b, with weight [outputSize, inputSize] and bias [outputSize].

Weight and bias start uniform in (-1/sqrt(inputSize), 1/sqrt(inputSize)). The input is a vector per image: put a View before it where the input is a picture.`,
  params: {
    inputSize: {
      kind: 'integer',
      default: null,
      min: 1,
      max: 2 ** 24,
      description: 'Numbers per image at the input; blank: as the wire brings',
    },
    outputSize: {
      kind: 'integer',
      default: 10,
      min: 1,
      max: 2 ** 24,
      description: 'Numbers per image at the output',
    },
    bias: { kind: 'boolean', default: true, description: 'Add a learned bias' },
  },
  inputs: oneInput,
  outputs: ['output'],
  infer: ({ params, inputs: [input], problem }) => {
    if (input.length !== 1) {
      return problem(
        'shape-mismatch',
        `input must be vector or matrix: found ${formatShape(input)} per image, expected ${params.inputSize ?? 'one number of features'}`,
        {
          port: 'input',
          mends: [
            {
              title: 'Insert View before it',
              change: {
                kind: 'insertNode',
                type: 'View',
                params: { size: [-1] },
                before: { node: '', port: 'input' },
              },
            },
          ],
        },
      );
    }
    const inputSize = params.inputSize ?? input[0];
    if (inputSize !== input[0]) {
      return problem(
        'shape-mismatch',
        `the input has ${input[0]} features, expected inputSize ${inputSize}`,
        {
          port: 'input',
          mends: [
            {
              title: `Set inputSize to ${input[0]}`,
              change: { kind: 'setParam', node: '', param: 'inputSize', value: input[0] },
            },
          ],
        },
      );
    }
    return { outputs: [[params.outputSize]], params: { inputSize } };
  },
  parameters: ({ inputSize, outputSize, bias }) => {
    const bound = 1 / Math.sqrt(inputSize as number);
    const initialisation = { kind: 'uniform', low: -bound, high: bound } as const;
    const weight = { name: 'weight', shape: [outputSize, inputSize as number], initialisation };
    return bias ? [weight, { name: 'bias', shape: [outputSize], initialisation }] : [weight];
  },
  lower: ({ builder, params, inputs, outputs, tensor }) => {
    const operands = [inputs[0], tensor('weight'), params.bias ? tensor('bias') : null];
    return builder.operation('linear', operands, { activation: 'none' }, outputs);
  },
  subtitle: ({ inputSize, outputSize, bias }) =>
    `Linear(${inputSize ?? '?'} -> ${outputSize})${bias ? '' : ' without bias'}`,
  samples: [
    { params: { outputSize: 5 }, inputs: [[7]] },
    { params: { inputSize: 3, outputSize: 2, bias: false }, inputs: [[3]] },
  ],
});

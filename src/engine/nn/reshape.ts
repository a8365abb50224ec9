import { defineModule, oneInput } from './module.ts';
import { elements, formatShape } from './shape.ts';

export const Reshape = defineModule({
  type: 'Reshape',
  category: 'Shape',
  summary: 'The same numbers with other sizes, all given',
  documentation: `Gives each image other sizes with the same number of elements, in the same order. Unlike View every size is given.

The batch dimension is always kept (Torch's batchMode = true).`,
  params: {
    size: {
      kind: 'integers',
      default: [1],
      min: 1,
      max: 2 ** 31 - 1,
      minLength: 1,
      maxLength: 3,
      description: 'Sizes per image',
    },
  },
  inputs: oneInput,
  outputs: ['output'],
  infer: ({ params, inputs: [input], problem }) => {
    if (elements(params.size) === elements(input)) return { outputs: [params.size] };
    return problem(
      'shape-mismatch',
      `the input has ${elements(input)} elements per image (${formatShape(input)}), expected ${elements(params.size)} (${formatShape(params.size)})`,
      {
        port: 'input',
      },
    );
  },
  lower: ({ builder, inputs, outputs }) =>
    builder.operation('reshape', inputs, { shape: outputs[0] }, outputs),
  subtitle: ({ size }) => `Reshape(${formatShape(size)})`,
  samples: [{ params: { size: [5, 12] }, inputs: [[3, 5, 4]] }],
});

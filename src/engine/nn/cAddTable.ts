import { defineModule } from './module.ts';
import { formatShape } from './shape.ts';
import { inplace } from './sharedParams.ts';
import { inputCount, tablePorts } from './table.ts';

export const CAddTable = defineModule({
  type: 'CAddTable',
  category: 'Table',
  summary: 'Adds its inputs',
  documentation: `y = input1 + input2 + …, element by element. All inputs have the same shape: nothing is broadcast.

The end of a residual block.`,
  params: { N: inputCount, inplace },
  inputs: tablePorts,
  outputs: ['output'],
  infer: ({ inputs, problem }) => {
    const first = formatShape(inputs[0]);
    const odd = inputs.findIndex((shape) => formatShape(shape) !== first);
    if (odd === -1) return { outputs: [inputs[0]] };
    return problem(
      'shape-mismatch',
      `inputs must have the same size: found ${first} at input1 and ${formatShape(inputs[odd])} at input${odd + 1}`,
      { port: `input${odd + 1}` },
    );
  },
  lower: ({ builder, inputs, outputs }) => builder.operation('add', inputs, {}, outputs),
  subtitle: () => 'CAddTable',
  samples: [
    { params: {}, inputs: [[7], [7]] },
    {
      params: { N: 3 },
      inputs: [
        [3, 2, 4],
        [3, 2, 4],
        [3, 2, 4],
      ],
    },
  ],
});

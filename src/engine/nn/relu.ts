import { defineModule, oneInput } from './module.ts';
import { inplace } from './sharedParams.ts';

export const ReLU = defineModule({
  type: 'ReLU',
  category: 'Transfer',
  summary: 'max(0, x)',
  documentation: 'y = x > 0 ? x : 0 on each element (Threshold(0, 0)). The gradient is 0 at 0.',
  params: { inplace },
  inputs: oneInput,
  outputs: ['output'],
  infer: ({ inputs }) => ({ outputs: [inputs[0]] }),
  lower: ({ builder, inputs, outputs }) => builder.operation('relu', inputs, {}, outputs),
  subtitle: () => 'ReLU',
  samples: [
    { params: {}, inputs: [[7]] },
    { params: { inplace: true }, inputs: [[3, 5, 4]] },
  ],
});

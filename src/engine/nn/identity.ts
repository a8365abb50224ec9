import { defineModule, oneInput } from './module.ts';

export const Identity = defineModule({
  type: 'Identity',
  category: 'Shape',
  summary: 'Passes its input on',
  documentation: 'y = x. Of use as a named junction, or as the straight branch beside others.',
  params: {},
  inputs: oneInput,
  outputs: ['output'],
  infer: ({ inputs }) => ({ outputs: [inputs[0]] }),
  lower: ({ inputs }) => [inputs[0]],
  subtitle: () => 'Identity',
  samples: [{ params: {}, inputs: [[3, 5, 4]] }],
});

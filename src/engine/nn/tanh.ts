import { defineElementwise } from './elementwise.ts';

export const Tanh = defineElementwise({
  type: 'Tanh',
  category: 'Transfer',
  summary: 'Hyperbolic tangent, from -1 to 1',
  documentation: 'y = tanh(x) on each element.',
  operation: 'tanh',
});

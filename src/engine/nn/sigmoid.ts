import { defineElementwise } from './elementwise.ts';

export const Sigmoid = defineElementwise({
  type: 'Sigmoid',
  category: 'Transfer',
  summary: '1 / (1 + exp(-x)), from 0 to 1',
  documentation: 'y = 1 / (1 + exp(-x)) on each element.',
  operation: 'sigmoid',
});

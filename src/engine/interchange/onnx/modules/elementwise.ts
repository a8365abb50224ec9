import { defineWriter } from '../writer.ts';

/** A module that is one operator on each element: ReLU, Sigmoid, Tanh. */
export const writeElementwise = (type: 'Relu' | 'Sigmoid' | 'Tanh') =>
  defineWriter(({ inputs, operator }) => operator(type, inputs));

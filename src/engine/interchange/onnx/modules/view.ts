import { defineWriter } from '../writer.ts';

/** View and Reshape: the batch dimension is copied (0), all others are given. */
export const writeView = defineWriter(({ inputs, outputShape, integers, operator }) =>
  operator('Reshape', [...inputs, integers('shape', [0, ...outputShape])]),
);

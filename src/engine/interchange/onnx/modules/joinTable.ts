import { defineWriter } from '../writer.ts';

/** Concat along the one dimension in which the output is larger than an input. */
export const writeJoinTable = defineWriter(({ inputs, inputShapes, outputShape, operator }) => {
  const axis = outputShape.findIndex((size, i) => size !== inputShapes[0][i]) + 1;
  return operator('Concat', inputs, { axis: BigInt(axis) });
});

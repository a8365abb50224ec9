import { defineWriter } from '../writer.ts';

interface Params {
  readonly p: number;
  readonly v1: boolean;
  readonly stochasticInference: boolean;
}

/** Nothing in evaluate mode, or with v1 a factor of 1 - p. */
export const writeDropout = defineWriter<Params>(({ params, inputs, filled, operator, refuse }) => {
  const { p, v1, stochasticInference } = params;
  if (p > 0 && stochasticInference) {
    refuse(
      'parameter stochasticInference is true, expected false for ONNX, which cannot hold its random numbers',
    );
  }
  return v1 && p > 0 ? operator('Mul', [...inputs, filled('scale', [], 1 - p)]) : inputs[0];
});

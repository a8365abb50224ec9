import { defineWriter } from '../writer.ts';

/** y = x W^T + b is Gemm with its second operand transposed. */
export const writeLinear = defineWriter<{ readonly bias: boolean }>(
  ({ params, inputs, tensor, operator }) => {
    const operands = [...inputs, tensor('weight'), ...(params.bias ? [tensor('bias')] : [])];
    return operator('Gemm', operands, { transB: 1n });
  },
);

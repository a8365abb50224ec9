import type { WindowAttributes } from '../../../compiler/attributes.ts';
import { defineWriter } from '../writer.ts';
import { windowAttributes } from './window.ts';

interface Params extends Omit<WindowAttributes, 'padH'> {
  readonly padH: number | null;
  readonly bias: boolean;
}

/** Conv with one group; a blank padH is padW, as in Torch. */
export const writeSpatialConvolution = defineWriter<Params>(({ params, inputs, tensor, operator }) => {
  const operands = [...inputs, tensor('weight'), ...(params.bias ? [tensor('bias')] : [])];
  return operator('Conv', operands, windowAttributes({ ...params, padH: params.padH ?? params.padW }));
});

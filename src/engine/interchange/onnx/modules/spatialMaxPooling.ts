import type { WindowAttributes } from '../../../compiler/attributes.ts';
import { defineWriter } from '../writer.ts';
import { overhang, windowAttributes } from './window.ts';

interface Params extends Omit<WindowAttributes, 'dW' | 'dH'> {
  readonly dW: number | null;
  readonly dH: number | null;
}

/** MaxPool; a blank stride is the kernel's size. Padding counts as minus infinity, however much there is of it. */
export const writeSpatialMaxPooling = defineWriter<Params>(
  ({ params, inputs, inputShapes, outputShape, operator }) => {
    const window = { ...params, dW: params.dW ?? params.kW, dH: params.dH ?? params.kH };
    return operator(
      'MaxPool',
      inputs,
      windowAttributes(window, overhang(window, inputShapes[0], outputShape)),
    );
  },
);

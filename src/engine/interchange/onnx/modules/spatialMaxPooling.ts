import { defineWriter } from '../writer.ts';
import { overhang, type WindowParams, windowAttributes } from './window.ts';

interface Params extends Omit<WindowParams, 'dW' | 'dH'> {
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

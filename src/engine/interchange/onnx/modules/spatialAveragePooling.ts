import type { WindowAttributes } from '../../../compiler/attributes.ts';
import { defineWriter } from '../writer.ts';
import { overhang, windowAttributes } from './window.ts';

interface Params extends WindowAttributes {
  readonly count_include_pad: boolean;
}

/**
 * AveragePool. Where sizes are rounded up and padding counts in the divisor, what lies beyond the padding does not:
 * the padding then becomes zeros of the input, by Pad, and only what lies beyond is left to AveragePool.
 */
export const writeSpatialAveragePooling = defineWriter<Params>((context) => {
  const { params, inputs, inputShapes, outputShape, integers, operator } = context;
  const { padW, padH, count_include_pad } = params;
  const beyond = overhang(params, inputShapes[0], outputShape);
  if (!count_include_pad || beyond.every((distance) => distance === 0)) {
    const counted = count_include_pad ? 1n : 0n;
    return operator('AveragePool', inputs, {
      ...windowAttributes(params, beyond),
      count_include_pad: counted,
    });
  }
  const pads = integers('pads', [0, 0, padH, padW, 0, 0, padH, padW]);
  const padded = operator('Pad', [...inputs, pads], {}, 'padded');
  const window = windowAttributes({ ...params, padW: 0, padH: 0 }, beyond);
  return operator('AveragePool', [padded], { ...window, count_include_pad: 0n });
});

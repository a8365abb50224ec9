import { describe, expect, test } from 'vitest';
import { resolveParams } from '../nn/params.ts';
import { modules } from '../nn/registry.ts';

/** Torch's tostring of each module, without `nn.`. */
const subtitles: readonly [string, Record<string, unknown>, string][] = [
  ['Linear', { inputSize: 4608, outputSize: 512 }, 'Linear(4608 -> 512)'],
  ['Linear', { inputSize: 4608, outputSize: 512, bias: false }, 'Linear(4608 -> 512) without bias'],
  ['Linear', {}, 'Linear(? -> 10)'],
  ['SpatialConvolution', { nInputPlane: 3, padW: 1 }, 'SpatialConvolution(3 -> 32, 3x3, 1,1, 1,1)'],
  ['SpatialConvolution', { nInputPlane: 3, kW: 5, dH: 2 }, 'SpatialConvolution(3 -> 32, 5x3, 1,2)'],
  ['SpatialConvolution', { padW: 2, padH: 0 }, 'SpatialConvolution(? -> 32, 3x3, 1,1, 2,0)'],
  [
    'SpatialConvolution',
    { nInputPlane: 64, kW: 1, kH: 1, bias: false },
    'SpatialConvolution(64 -> 32, 1x1) without bias',
  ],
  ['SpatialMaxPooling', {}, 'SpatialMaxPooling(2x2, 2,2)'],
  ['SpatialMaxPooling', { kW: 3, dH: 1, padW: 1 }, 'SpatialMaxPooling(3x2, 3,1, 1,0)'],
  ['SpatialAveragePooling', { kW: 7, kH: 7 }, 'SpatialAveragePooling(7x7, 1,1)'],
  ['SpatialBatchNormalization', { nOutput: 32 }, 'SpatialBatchNormalization (4D) (32)'],
  ['BatchNormalization', { nOutput: 512 }, 'BatchNormalization (2D) (512)'],
  ['Dropout', {}, 'Dropout(0.500000)'],
  ['View', { size: [4608] }, 'View(4608)'],
  ['View', { size: [6, -1] }, 'View(6, -1)'],
  ['Reshape', { size: [5, 12] }, 'Reshape(5x12)'],
  ['ReLU', { inplace: true }, 'ReLU'],
];

describe('a subtitle is what Torch prints', () => {
  for (const [type, raw, subtitle] of subtitles) {
    test(subtitle, () => {
      const definition = modules.get(type);
      expect(definition?.subtitle(resolveParams(definition.params, raw).params)).toBe(subtitle);
    });
  }
});

import { expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { analyse } from '../../engine/graph/analyse.ts';
import { modules } from '../../engine/nn/registry.ts';
import { graphTotals } from './graphTotals.ts';
import { nodeFigures } from './nodeFigures.ts';

const analysis = analyse(
  describeNetwork([
    ['images', 'Input', { size: [3, 10, 8] }],
    ['conv', 'SpatialConvolution', { nOutputPlane: 7, kW: 3, kH: 2, padW: 1 }],
    ['bn', 'SpatialBatchNormalization'],
    ['view', 'View'],
    ['fc', 'Linear', { outputSize: 5, bias: false }],
  ]),
  modules,
);

function figures(id: string) {
  const node = analysis.shaped.get(id);
  if (!node) throw new Error(`no shapes of ${id}`);
  return nodeFigures(node);
}

test('a convolution multiplies its whole weight at every pixel of its output', () => {
  // 7 planes of 11 x 8: height 10 + 2 - 2 + 1, width 8 + 2 - 3 + 1.
  const { parameters, multiplyAdds, outputs } = figures('conv');
  expect(parameters).toBe(7 * 3 * 2 * 3 + 7);
  expect(outputs).toBe(7 * 11 * 8);
  expect(multiplyAdds).toBe(7 * 3 * 2 * 3 * 11 * 8);
});

test('a Linear multiplies its weight once', () => {
  const { parameters, multiplyAdds } = figures('fc');
  expect(parameters).toBe(5 * 616);
  expect(multiplyAdds).toBe(5 * 616);
});

test('a normalisation has statistics beside its parameters and no products worth counting', () => {
  expect(figures('bn')).toMatchObject({ parameters: 14, statistics: 14, multiplyAdds: null });
  expect(figures('view')).toMatchObject({ parameters: 0, statistics: 0, outputs: 616, multiplyAdds: null });
});

test('the graph comes to the sum of its nodes', () => {
  expect(graphTotals(analysis)).toEqual({
    parameters: 133 + 14 + 3080,
    statistics: 14,
    outputs: 240 + 616 + 616 + 616 + 5,
    multiplyAdds: 126 * 88 + 3080,
    known: 5,
  });
  expect(graphTotals(analysis)).toBe(graphTotals(analysis));
});

test('nodes behind a fault are not counted', () => {
  const faulty = analyse(
    describeNetwork([
      ['images', 'Input', { size: [3, 10, 8] }],
      ['fc', 'Linear', { outputSize: 5 }],
      ['act', 'ReLU'],
    ]),
    modules,
  );
  expect(graphTotals(faulty)).toMatchObject({ known: 1, outputs: 240, parameters: 0 });
});

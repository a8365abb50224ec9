import { expect, test } from 'vitest';
import { describeNetwork, type NodeWords } from '../../engine/conformance/network.ts';
import { analyse } from '../../engine/graph/analyse.ts';
import { modules } from '../../engine/nn/registry.ts';
import { shapeFault } from './fit.ts';

const nodes: readonly NodeWords[] = [
  ['images', 'Input', { size: [3, 10, 8] }],
  ['small', 'SpatialConvolution', { nOutputPlane: 3, kW: 3, kH: 3 }],
  ['flat', 'View'],
  ['fc', 'Linear', { outputSize: 4 }],
  ['sum', 'CAddTable', { N: 2 }, 'images', 'images'],
];
const document = describeNetwork(nodes);
const { shaped } = analyse(document, modules);

function said(from: string, to: string, port = 'input'): string | undefined {
  const wire = { from: { node: from, port: 'output' }, to: { node: to, port } };
  return shapeFault(document, shaped, wire)?.message;
}

test('a wire that fits has no fault', () => {
  expect(said('flat', 'fc')).toBeUndefined();
  expect(said('images', 'sum', 'input1')).toBeUndefined();
});

test('a wire that will not fit is told with the sentence it will have when drawn', () => {
  expect(said('images', 'fc')).toBe(
    'fc (Linear): input must be vector or matrix: found 3x10x8 per image, expected one number of features',
  );
});

test('it is judged beside the wires that are there', () => {
  expect(said('small', 'sum', 'input2')).toBe(
    'sum (CAddTable): inputs must have the same size: found 3x10x8 at input1 and 3x8x6 at input2',
  );
});

test('nothing is said where a shape is not known', () => {
  expect(said('ghost', 'fc')).toBeUndefined();
  expect(said('images', 'ghost')).toBeUndefined();
});

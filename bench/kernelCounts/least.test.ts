import { expect, test } from 'vitest';
import { compile } from '../../src/engine/compiler/compile.ts';
import { describeNetwork, type NodeWords, resolveNetwork } from '../../src/engine/conformance/network.ts';
import { webgpuTarget } from '../../src/engine/devices/webgpu/target.ts';
import { elements } from '../../src/engine/nn/shape.ts';
import { leastOf } from './least.ts';

const nodes: NodeWords[] = [
  ['input', 'Input', { size: [3, 6, 9] }],
  ['conv1', 'SpatialConvolution', { nOutputPlane: 5, kW: 3, kH: 3, padW: 1, padH: 1 }],
  ['conv2', 'SpatialConvolution', { nOutputPlane: 7, kW: 3, kH: 3, padW: 1, padH: 1 }],
  ['view', 'View', { size: [-1] }],
  ['linear', 'Linear', { outputSize: 4 }],
  ['scores', 'LogSoftMax'],
];
const optimiser = { type: 'sgd', params: { learningRate: 0.07, momentum: 0.9 } };
const { graph, training } = resolveNetwork(describeNetwork(nodes, { optimiser }));
const { program } = compile(graph, training, { capacity: 4, target: webgpuTarget });
const N = 3;

function least(name: string, node: string, isWinograd = false) {
  const operation = program.step.find((one) => one.name === name && one.node === node);
  if (operation === undefined) throw new Error(`no ${name} of ${node}`);
  return leastOf(program, operation, N, isWinograd);
}

const [area, weights] = [6 * 9, 7 * 5 * 9];

test('each tensor is read and written once, and products are as defined', () => {
  const products = N * area * weights;
  const [x, y] = [N * 5 * area, N * 7 * area];
  expect(least('convolution', 'conv2')).toEqual({ loads: x + weights + 7, stores: y, products });
  expect(least('convolutionInputGradient', 'conv2')).toEqual({ loads: y + weights, stores: x, products });
  expect(least('convolutionWeightGradient', 'conv2')).toEqual({ loads: x + y, stores: weights, products });
});

test('Winograd leaves 36 products for each patch of 4x4 and each pair of planes, in all three passes', () => {
  const products = N * (2 * 3) * 36 * 7 * 5;
  expect(least('convolution', 'conv2', true).products).toBe(products);
  expect(least('convolutionInputGradient', 'conv2', true).products).toBe(products);
  expect(least('convolutionWeightGradient', 'conv2', true).products).toBe(products);
});

test('what is written as well as read counts as both', () => {
  const all = elements(program.values[program.segments[0].parameters].shape);
  expect(least('sgd', 'optimiser')).toEqual({ loads: 3 * all + 3, stores: 2 * all, products: 0 });
});

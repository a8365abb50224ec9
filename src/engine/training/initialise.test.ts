import { expect, test } from 'vitest';
import { describeNetwork, type NodeWords, resolveNetwork } from '../conformance/network.ts';
import type { NamedTensor } from '../tensor.ts';
import { drawWeights, firstWeights, initialTensors } from './initialise.ts';

const nodes: readonly NodeWords[] = [
  ['images', 'Input', { size: [3, 9, 9] }],
  ['conv1', 'SpatialConvolution', { nOutputPlane: 64, kW: 5, kH: 3 }],
  ['bn1', 'SpatialBatchNormalization'],
  ['view1', 'View'],
  ['fc1', 'Linear', { outputSize: 40 }],
  ['fc2', 'Linear', { outputSize: 40 }],
  ['fc3', 'Linear', { outputSize: 40 }],
];

function tensors(words: readonly NodeWords[], seed: number): Map<string, NamedTensor> {
  const { graph } = resolveNetwork(describeNetwork(words));
  return new Map(initialTensors(graph, seed).map((tensor) => [tensor.name, tensor]));
}

const numbers = (name: string, from = tensors(nodes, 5)) => from.get(name)?.data ?? new Float32Array(0);
const features = 64 * 7 * 5;

test.each([
  ['conv1.weight', 64 * 3 * 5 * 3, 1 / Math.sqrt(3 * 5 * 3)],
  ['conv1.bias', 64, 1 / Math.sqrt(3 * 5 * 3)],
  ['fc1.weight', 40 * features, 1 / Math.sqrt(features)],
  ['fc1.bias', 40, 1 / Math.sqrt(features)],
  ['fc2.weight', 1600, 1 / Math.sqrt(40)],
])('%s is drawn uniformly from a range that its fan-in gives', (name, count, bound) => {
  const data = numbers(name);
  expect(data).toHaveLength(count);
  const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeLessThanOrEqual(Math.fround(bound));
  expect(largest).toBeGreaterThan(bound * (1 - 5 / count) * 0.9);
  const mean = data.reduce((sum, value) => sum + value, 0) / count;
  const variance = data.reduce((sum, value) => sum + value * value, 0) / count;
  // Five standard errors of a uniform distribution.
  expect(Math.abs(mean)).toBeLessThan((5 * bound) / Math.sqrt(3 * count));
  expect(Math.abs(variance / (bound * bound) - 1 / 3)).toBeLessThan(
    (5 * Math.sqrt(4 / 45)) / Math.sqrt(count),
  );
});

test('batch normalisation starts with weights from 0 to below 1, and plain statistics', () => {
  const weight = numbers('bn1.weight');
  expect(weight).toHaveLength(64);
  expect(weight.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(Math.max(...weight) - Math.min(...weight)).toBeGreaterThan(0.8);
  expect(new Set(numbers('bn1.bias'))).toEqual(new Set([0]));
  expect(new Set(numbers('bn1.running_mean'))).toEqual(new Set([0]));
  expect(new Set(numbers('bn1.running_var'))).toEqual(new Set([1]));
});

test('the same seed gives the same numbers, another seed others', () => {
  expect(tensors(nodes, 5)).toEqual(tensors(nodes, 5));
  const other = tensors(nodes, 6);
  for (const name of ['conv1.weight', 'conv1.bias', 'bn1.weight', 'fc1.weight']) {
    expect(numbers(name, other)).not.toEqual(numbers(name));
  }
  // A seed beyond 32 bits is none of those below.
  expect(numbers('fc2.weight', tensors(nodes, 2 ** 32 + 5))).not.toEqual(numbers('fc2.weight'));
});

test('nodes of one shape have streams of their own, and a bias goes on where its weight ends', () => {
  expect(numbers('fc2.weight')).not.toEqual(numbers('fc3.weight'));
  expect(numbers('fc2.bias')).not.toEqual(numbers('fc2.weight').slice(0, 40));
  expect(numbers('fc2.bias')).not.toEqual(numbers('fc3.bias'));
});

test('a node more at the end leaves the others as they were, and names do not matter', () => {
  const more = tensors([...nodes, ['fc4', 'Linear', { outputSize: 3 }]], 5);
  const renamed = tensors(
    nodes.map(([id, ...rest]) => [`my_${id}`, ...rest] as NodeWords),
    5,
  );
  for (const [name, { data }] of tensors(nodes, 5)) {
    expect(more.get(name)?.data).toEqual(data);
    expect(renamed.get(`my_${name}`)?.data).toEqual(data);
  }
});

test('what first weights are drawn from can be sent elsewhere, and those of a checkpoint stay as they are', () => {
  const { graph } = resolveNetwork(describeNetwork(nodes));
  const first = initialTensors(graph, 5);
  expect(drawWeights(structuredClone(firstWeights(graph)), 5)).toEqual(first);
  expect(drawWeights(first, 6)).toBe(first);
});

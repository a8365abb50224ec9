import { expect, test } from 'vitest';
import { describeNetwork, type NodeWords } from '../../engine/conformance/network.ts';
import { removeNodes } from './removeNodes.ts';

const residual: readonly NodeWords[] = [
  ['input', 'Input', { size: [3, 10, 8] }],
  ['conv1', 'SpatialConvolution'],
  ['relu1', 'ReLU'],
  ['conv2', 'SpatialConvolution'],
  ['bn2', 'SpatialBatchNormalization'],
  ['add1', 'CAddTable', { N: 2 }, 'relu1', 'bn2'],
  ['view', 'View'],
  ['fc1', 'Linear', { outputSize: 5 }],
];

/** The wires that are left after removing nodes. */
function left(...ids: string[]): string[] {
  const document = describeNetwork(residual);
  removeNodes(document, new Set(ids));
  expect(document.nodes.map(({ id }) => id)).toEqual(
    residual.map(([id]) => id).filter((id) => !ids.includes(id)),
  );
  return document.wires.map(({ from, to }) => `${from.node} -> ${to.node}.${to.port}`);
}

test('a node in a chain: its neighbours are rejoined', () => {
  expect(left('bn2')).toEqual([
    'input -> conv1.input',
    'conv1 -> relu1.input',
    'relu1 -> conv2.input',
    'relu1 -> add1.input1',
    'conv2 -> add1.input2',
    'add1 -> view.input',
    'view -> fc1.input',
  ]);
});

test('a node that fed two: both are fed by what fed it', () => {
  expect(left('relu1').slice(1, 4)).toEqual([
    'conv1 -> conv2.input',
    'conv2 -> bn2.input',
    'conv1 -> add1.input1',
  ]);
});

test('several nodes in a row go as one', () => {
  expect(left('conv2', 'bn2', 'view')).toEqual([
    'input -> conv1.input',
    'conv1 -> relu1.input',
    'relu1 -> add1.input1',
    'relu1 -> add1.input2',
    'add1 -> fc1.input',
  ]);
});

test('a whole residual block goes as one, however many wires run inside it', () => {
  expect(left('conv2', 'bn2', 'add1')).toEqual([
    'input -> conv1.input',
    'conv1 -> relu1.input',
    'relu1 -> view.input',
    'view -> fc1.input',
  ]);
});

test('where two ways met, nobody can say which goes on: that end stays open', () => {
  expect(left('add1')).toEqual([
    'input -> conv1.input',
    'conv1 -> relu1.input',
    'relu1 -> conv2.input',
    'conv2 -> bn2.input',
    'view -> fc1.input',
  ]);
});

test('a group with two sources heals what hangs on one of them alone', () => {
  const document = describeNetwork([
    ['input', 'Input'],
    ['a', 'ReLU', {}, 'input'],
    ['b', 'Tanh', {}, 'input'],
    ['c', 'Sigmoid', {}, 'a'],
    ['sum', 'CAddTable', {}, 'c', 'b'],
    ['end', 'ReLU', {}, 'sum'],
    ['side', 'ReLU', {}, 'c'],
  ]);
  removeNodes(document, new Set(['c', 'sum']));
  expect(document.wires.map(({ from, to }) => `${from.node} -> ${to.node}`)).toEqual([
    'input -> a',
    'input -> b',
    'a -> side',
  ]);
});

test('the Input and the last node leave nothing to rejoin', () => {
  expect(left('input', 'fc1')).toEqual([
    'conv1 -> relu1.input',
    'relu1 -> conv2.input',
    'conv2 -> bn2.input',
    'relu1 -> add1.input1',
    'bn2 -> add1.input2',
    'add1 -> view.input',
  ]);
});

test('a cycle in a file ends neither the walk nor in a node that feeds itself', () => {
  const document = describeNetwork([
    ['input', 'Input'],
    ['a', 'ReLU', {}, 'c'],
    ['b', 'ReLU', {}, 'a'],
    ['c', 'ReLU', {}, 'b'],
  ]);
  removeNodes(document, new Set(['b', 'c']));
  expect(document.wires).toEqual([]);
});

test('ids that are not there change nothing', () => {
  const document = describeNetwork(residual);
  const { nodes, wires } = document;
  removeNodes(document, new Set(['ghost']));
  expect(document.nodes).toBe(nodes);
  expect(document.wires).toBe(wires);
});

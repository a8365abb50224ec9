import { expect, test } from 'vitest';
import { type OperationTime, rowsByNode, rowsByOperation } from './profile.ts';

const time = (
  name: string,
  node: string,
  phase: OperationTime['phase'],
  milliseconds: number,
  flops = 0,
): OperationTime => ({ name, node, phase, milliseconds, flops });

const step: readonly OperationTime[] = [
  time('convolution', 'conv1', 'forward', 2, 6e6),
  time('relu', 'act1', 'forward', 0.5),
  time('convolution', 'conv2', 'forward', 1, 9e6),
  time('accumulate', 'criterion', 'forward', 0.25),
  time('convolutionWeightGradient', 'conv2', 'backward', 3, 9e6),
  time('reluGradient', 'act1', 'backward', 0.5),
  time('convolutionWeightGradient', 'conv1', 'backward', 2, 6e6),
  time('sgd', 'optimiser', 'update', 0.75),
];

test('a node has the times of its operations by phase, its share of the step and the rate of its products', () => {
  const rows = rowsByNode(step);
  expect(rows.map(({ name }) => name)).toEqual(['conv1', 'act1', 'conv2', 'criterion', 'optimiser']);
  expect(rows[2]).toEqual({
    name: 'conv2',
    forward: 1,
    backward: 3,
    update: 0,
    milliseconds: 4,
    share: 0.4,
    gigaflops: 4.5,
  });
  expect(rows[1]).toMatchObject({ forward: 0.5, backward: 0.5, share: 0.1, gigaflops: null });
  expect(rows[4]).toMatchObject({ update: 0.75, milliseconds: 0.75 });
});

test('shares come to one, however the step is grouped', () => {
  for (const rows of [rowsByNode(step), rowsByOperation(step)]) {
    expect(rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  }
});

test('operations are added up over nodes, what takes most first', () => {
  expect(rowsByOperation(step).map(({ name, milliseconds }) => [name, milliseconds])).toEqual([
    ['convolutionWeightGradient', 5],
    ['convolution', 3],
    ['sgd', 0.75],
    ['relu', 0.5],
    ['reluGradient', 0.5],
    ['accumulate', 0.25],
  ]);
});

test('what took no time has neither a share nor a rate', () => {
  expect(rowsByNode([time('linear', 'fc', 'forward', 0, 12)])).toMatchObject([
    { share: 0, milliseconds: 0, gigaflops: null },
  ]);
  expect(rowsByNode([])).toEqual([]);
});

import { expect, test } from 'vitest';
import type { OperationCounts } from './kernelCounts/countStep.ts';
import { kernelTable, operationTable, short } from './kernelCountsTable.mjs';

test.each([
  [0, '0'],
  [7, '7'],
  [864, '864'],
  [999.4, '999.4'],
  [1000, '1.00 k'],
  [36_864, '36.9 k'],
  [999_499, '999 k'],
  [999_500, '1.00 M'],
  [4_718_592, '4.72 M'],
  [45_298_483_200, '45.3 G'],
])('%d is told as %s', (value, told) => {
  expect(short(value)).toBe(told);
});

function convolution(node: string, isWinograd: boolean): OperationCounts {
  const pack = {
    label: 'pack weights',
    workgroups: 4,
    threads: 256,
    products: 0,
    operands: [
      { name: 'weight', loads: 864, stores: 0 },
      { name: 'packed', loads: 0, stores: 1024 },
    ],
  };
  const product = {
    label: 'convolution',
    workgroups: 36,
    threads: 64,
    products: 48_000,
    operands: [
      { name: 'x', loads: 9136, stores: 0 },
      { name: 'y', loads: 0, stores: 1976 },
    ],
  };
  const least = { loads: 2500, stores: 2000, products: 40_000 };
  return { name: 'convolution', node, kernels: [pack, product], isWinograd, least };
}

function dropout(node: string, loads: number): OperationCounts {
  const operands = [
    { name: 'in_a', loads, stores: 0 },
    { name: 'out', loads: 0, stores: loads },
  ];
  const kernel = { label: 'dropout', workgroups: 9, threads: 256, products: 0, operands };
  const least = { loads: 300, stores: 300, products: 0 };
  return { name: 'dropout', node, kernels: [kernel], isWinograd: false, least };
}

const nothing = { name: 'reshape', node: 'view', kernels: [], isWinograd: false };
const step: OperationCounts[] = [
  dropout('drop1', 300),
  { ...nothing, least: { loads: 99, stores: 99, products: 0 } },
  convolution('conv1', false),
  convolution('conv2', true),
  dropout('drop2', 600),
];

test('products have a row each, and what else there is one a kind; an operation of no kernel counts nowhere', () => {
  expect(operationTable(step).split('\n').slice(2)).toEqual([
    '| convolution | conv1 | 2 | 4x256, 36x64 | 10.0 k | 4.00 | 3.00 k | 1.50 | 48.0 k | 1.20 |',
    '| convolution (Winograd) | conv2 | 2 | 4x256, 36x64 | 10.0 k | 4.00 | 3.00 k | 1.50 | 48.0 k | 1.20 |',
    '| dropout | 2 nodes | 2 |  | 900 | 1.50 | 900 | 1.50 |  |  |',
    '| all |  | 6 |  | 20.9 k | 3.73 | 6.90 k | 1.50 | 96.0 k | 1.20 |',
  ]);
});

test('kernels of one name are told together, with what they read', () => {
  expect(kernelTable(step).split('\n').slice(2)).toEqual([
    '| dropout | 2 | 900 | in_a 900 | 900 |  |',
    '| pack weights | 2 | 1.73 k | weight 1.73 k | 2.05 k |  |',
    '| convolution | 2 | 18.3 k | x 18.3 k | 3.95 k | 96.0 k |',
  ]);
});

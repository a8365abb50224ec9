import { expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { placed } from './placement.ts';

const document = describeNetwork([
  ['images', 'Input'],
  ['left', 'ReLU', {}, 'images'],
  ['right', 'Tanh', {}, 'images'],
  ['sum', 'CAddTable', {}, 'left', 'right'],
]);

test('nodes without a position stand in rows, each row about the middle', () => {
  expect(placed(document).nodes.map(({ id, position }) => [id, position])).toEqual([
    ['images', { x: 0, y: 0 }],
    ['left', { x: -120, y: 100 }],
    ['right', { x: 120, y: 100 }],
    ['sum', { x: 0, y: 200 }],
  ]);
});

test('nodes with a position keep it, and the others stand beside them', () => {
  const nodes = document.nodes.map((node) =>
    node.id === 'left' ? { ...node, position: { x: -37, y: 512 } } : node,
  );
  const half = placed({ ...document, nodes });
  expect(half.nodes[1].position).toEqual({ x: -37, y: 512 });
  for (const id of [0, 2, 3]) expect(half.nodes[id].position?.x).toBeGreaterThan(400);
});

test('a document in which all have a position is left as it is', () => {
  const whole = placed(document);
  expect(placed(whole)).toBe(whole);
});

test('nodes heaped in one place are placed anew, a few in one place are not', () => {
  const relus = Array.from({ length: 19 }, (_, i) => [`act${i}`, 'ReLU'] as const);
  const chain = describeNetwork([['images', 'Input'], ...relus]);
  const at = (x: (i: number) => number) =>
    placed({ ...chain, nodes: chain.nodes.map((node, i) => ({ ...node, position: { x: x(i), y: 7 } })) });
  expect(at(() => 300).nodes.map(({ position }) => position?.y)).toEqual(chain.nodes.map((_, i) => 100 * i));
  const pairs = at((i) => 50 * (i % 4));
  expect(pairs.nodes[5].position).toEqual({ x: 50, y: 7 });
});

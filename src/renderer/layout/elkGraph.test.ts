import ELK from 'elkjs/lib/elk.bundled.js';
import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { elkGraph, placesOf, type SizedNode } from './elkGraph.ts';

const document = describeNetwork([
  ['images', 'Input'],
  ['right', 'ReLU', {}, 'images'],
  ['left', 'Tanh', {}, 'images'],
  ['deep', 'Dropout', {}, 'left'],
  ['join', 'JoinTable', { N: 2 }, 'deep', 'right'],
]);
document.nodes.forEach((node, i) => {
  node.position = { x: node.id === 'right' ? 500 : -40 * i, y: 0 };
});

function sized(width: number, inputs: readonly string[]): SizedNode {
  const ports = (names: readonly string[]) =>
    names.map((name, i) => ({ name, place: (width * (i + 0.5)) / names.length }));
  return { width, height: 62, inputs: ports(inputs), outputs: ports(['output']) };
}

const sizes = new Map([
  ['images', sized(130, [])],
  ['right', sized(124, ['input'])],
  ['left', sized(124, ['input'])],
  ['deep', sized(150, ['input'])],
  ['join', sized(236, ['input1', 'input2'])],
]);
const all = new Set(document.nodes.map(({ id }) => id));

describe('a graph laid out', () => {
  test('runs from the top down without one node on another', async () => {
    const places = placesOf(await new ELK().layout(elkGraph(document, all, sizes)));
    for (const { from, to } of document.wires) {
      const [above, below] = [places.get(from.node), places.get(to.node)];
      expect((below?.y ?? 0) - (above?.y ?? 0)).toBeGreaterThanOrEqual(62 + 30);
    }
    const row = [...places].filter(([id]) => id === 'left' || id === 'right').map(([, { x }]) => x);
    expect(Math.abs(row[0] - row[1])).toBeGreaterThanOrEqual(124 + 30);
  });

  test('keeps branches on the side they were drawn on, and stands a chain in one line', async () => {
    const places = placesOf(await new ELK().layout(elkGraph(document, all, sizes)));
    const x = (id: string) => places.get(id)?.x ?? Number.NaN;
    expect(x('left')).toBeLessThan(x('right'));
    expect(x('deep')).toBeCloseTo(x('left'), 6);
  });
});

test('only the chosen nodes and the wires among them are laid out', () => {
  const { children, edges } = elkGraph(document, new Set(['left', 'deep', 'gone']), sizes);
  expect(children?.map(({ id }) => id)).toEqual(['deep', 'left']);
  expect(edges?.map(({ sources, targets }) => [sources, targets])).toEqual([
    [['left out output'], ['deep in input']],
  ]);
});

import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { nodeDepths } from './depths.ts';
import { type Direction, readingOrder, walk } from './walk.ts';
import { wiringOf } from './wiring.ts';

const places: Readonly<Record<string, { x: number; y: number }>> = {
  images: { x: 0, y: 0 },
  left: { x: -130, y: 100 },
  right: { x: 120, y: 110 },
  deep: { x: 120, y: 200 },
  join: { x: 10, y: 300 },
  lone: { x: 500, y: 120 },
};
const document = describeNetwork([
  ['join', 'JoinTable', { N: 2 }, 'left', 'deep'],
  ['images', 'Input'],
  ['right', 'ReLU', {}, 'images'],
  ['left', 'ReLU', {}, 'images'],
  ['deep', 'Tanh', {}, 'right'],
  ['lone', 'Tanh'],
]);
document.wires = document.wires.filter(({ to }) => to.node !== 'lone');
const wiring = wiringOf(document.wires);
const placeOf = (id: string) => places[id];
const ids = document.nodes.map(({ id }) => id);

test('rows count the wires from the beginning, by the longest way', () => {
  expect(Object.fromEntries(nodeDepths(document.nodes, wiring))).toEqual({
    images: 0,
    lone: 0,
    left: 1,
    right: 1,
    deep: 2,
    join: 3,
  });
});

test('the rows of a cycle come last', () => {
  const cyclic = describeNetwork([
    ['two', 'ReLU', {}, 'one'],
    ['one', 'ReLU', {}, 'two'],
    ['images', 'Input'],
  ]);
  expect([...nodeDepths(cyclic.nodes, wiringOf(cyclic.wires))]).toEqual([
    ['images', 0],
    ['two', 1],
    ['one', 2],
  ]);
});

test('the reading order is row by row, from left to right', () => {
  expect(readingOrder(document.nodes, wiring, placeOf)).toEqual([
    'images',
    'lone',
    'left',
    'right',
    'deep',
    'join',
  ]);
});

describe('an arrow key leads', () => {
  const go = (from: string, direction: Direction) => walk(from, direction, ids, wiring, placeOf);

  test('along the straightest wire', () => {
    expect(go('images', 'down')).toBe('right');
    expect(go('join', 'up')).toBe('deep');
    expect(go('right', 'down')).toBe('deep');
  });

  test('to the side to the nearest node there', () => {
    expect(go('left', 'right')).toBe('right');
    expect(go('right', 'right')).toBe('lone');
    expect(go('right', 'left')).toBe('left');
  });

  test('where no wire leads, to the nearest node that way, or nowhere', () => {
    expect(go('lone', 'left')).toBe('right');
    expect(go('join', 'down')).toBeNull();
    expect(go('images', 'up')).toBeNull();
  });
});

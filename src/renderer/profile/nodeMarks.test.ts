import { expect, test } from 'vitest';
import { nodeMarks, shareWords, splitRows } from './nodeMarks.ts';
import { smallNetwork, someProfile } from './testing/someProfile.ts';

test('a node has its time and share, and its heat beside the hottest', () => {
  const marks = nodeMarks(someProfile, smallNetwork, false);
  expect([...marks.keys()]).toEqual(['images', 'conv', 'act', 'view', 'fc', 'log']);
  expect(marks.get('conv')).toEqual({
    text: '6 ms · 60 %',
    spoken: '6 ms, 60 % of a step',
    heat: 1,
    isTimed: true,
  });
  expect(marks.get('fc')).toMatchObject({ text: '2.5 ms · 25 %', heat: 0.25 / 0.6 });
  expect(marks.get('log')?.text).toBe('< 0.01 ms · < 0.1 %');
});

test('a node without an operation says so', () => {
  expect(nodeMarks(someProfile, smallNetwork, false).get('view')).toEqual({
    text: 'no operation',
    spoken: 'no operation of its own',
    heat: 0,
    isTimed: false,
  });
});

test('an old profile keeps its figures, says that they are old and loses its colours', () => {
  const marks = nodeMarks(someProfile, smallNetwork, true);
  expect([...marks.values()].map(({ heat }) => heat)).toEqual([null, null, null, null, null, null]);
  expect(marks.get('conv')).toMatchObject({
    text: '6 ms · 60 %',
    spoken: '6 ms, 60 % of a step, before the last edits',
  });
});

test('criterion and optimiser are no nodes, unless a node is called so', () => {
  const { ofNodes, apart } = splitRows(someProfile, smallNetwork);
  expect(ofNodes.map(({ name }) => name)).toEqual(['conv', 'act', 'fc', 'log']);
  expect(apart.map(({ name }) => name)).toEqual(['criterion', 'optimiser']);
  const nodes = smallNetwork.nodes.map((node) => (node.id === 'act' ? { ...node, id: 'criterion' } : node));
  expect(splitRows(someProfile, { ...smallNetwork, nodes }).apart.map(({ name }) => name)).toEqual([
    'optimiser',
  ]);
});

test('shares are as exact as they are small', () => {
  expect([0, 0.0001, 0.0006, 0.031, 0.0994, 0.0996, 0.236, 1].map(shareWords)).toEqual([
    '0.0 %',
    '< 0.1 %',
    '0.1 %',
    '3.1 %',
    '9.9 %',
    '10 %',
    '24 %',
    '100 %',
  ]);
});

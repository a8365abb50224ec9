import { expect, test } from 'vitest';
import { groupMistakes, type MistakeSort, sortMistakes } from './mistakeOrder.ts';
import { mistake } from './testing/mistake.ts';

const mistakes = [
  mistake({ index: 8, class: 2, predicted: 0, track: 'a/10', probabilities: [0.6, 0.15, 0.25] }),
  mistake({ index: 2, class: 0, predicted: 1, track: 'a/9', probabilities: [0.03, 0.9, 0.07] }),
  mistake({ index: 6, class: 1, predicted: 0, track: '', probabilities: [0.6, 0.3, 0.1] }),
  mistake({ index: 4, class: 0, predicted: 2, track: 'a/10', probabilities: [0.1, 0.2, 0.7] }),
];

test.each<[MistakeSort, number[]]>([
  ['sure', [2, 4, 6, 8]],
  ['truth', [2, 4, 8, 6]],
  ['class', [2, 4, 6, 8]],
  ['predicted', [6, 8, 2, 4]],
  ['track', [2, 4, 8, 6]],
])('sorted by %s', (sort, order) => {
  const before = mistakes.map(({ index }) => index);
  expect(sortMistakes(mistakes, sort).map(({ index }) => index)).toEqual(order);
  expect(mistakes.map(({ index }) => index)).toEqual(before);
});

test('within a class the surest comes first', () => {
  const three = [0.5, 0.8, 0.65].map((share, i) =>
    mistake({ index: i, probabilities: [1 - share, share, 0] }),
  );
  expect(sortMistakes(three, 'class').map(({ index }) => index)).toEqual([1, 2, 0]);
});

test('tracks are grouped in the order of their first mistakes', () => {
  const groups = groupMistakes(sortMistakes(mistakes, 'sure'), true);
  expect(groups.map(({ track, mistakes: members }) => [track, members.map(({ index }) => index)])).toEqual([
    ['a/9', [2]],
    ['a/10', [4, 8]],
    ['', [6]],
  ]);
});

test('ungrouped they are one group', () => {
  expect(groupMistakes(mistakes, false)).toEqual([{ track: null, mistakes }]);
});

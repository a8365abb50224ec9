import { expect, test } from 'vitest';
import {
  cellOfFilter,
  filterChips,
  filterChoices,
  filterMistakes,
  filterOfCell,
  NO_FILTER,
} from './mistakeFilter.ts';
import { mistake } from './testing/mistake.ts';

const mistakes = [
  mistake({ index: 5, class: 2, predicted: 0, track: 'b/7' }),
  mistake({ index: 1, class: 2, predicted: 1, track: 'a/9' }),
  mistake({ index: 9, class: 0, predicted: 1, track: '' }),
  mistake({ index: 3, class: 2, predicted: 1, track: 'b/7' }),
];
const shown = (filter: Parameters<typeof filterMistakes>[1]) =>
  filterMistakes(mistakes, filter).map(({ index }) => index);

test('each question of a filter narrows the list, and its order stays', () => {
  expect(shown(NO_FILTER)).toEqual([5, 1, 9, 3]);
  expect(shown({ ...NO_FILTER, truth: 2 })).toEqual([5, 1, 3]);
  expect(shown({ ...NO_FILTER, predicted: 1 })).toEqual([1, 9, 3]);
  expect(shown({ truth: 2, predicted: 1, track: 'b/7' })).toEqual([3]);
  expect(shown({ ...NO_FILTER, track: 'c' })).toEqual([]);
});

test('a cell of the matrix is a filter and comes back from it', () => {
  const cell = { true: 2, predicted: 1 };
  expect(shown(filterOfCell(cell))).toEqual([1, 3]);
  expect(cellOfFilter(filterOfCell(cell))).toEqual(cell);
  expect(filterOfCell(null)).toEqual(NO_FILTER);
  expect(cellOfFilter({ ...NO_FILTER, predicted: 1 })).toBeNull();
});

test('what was recognised has no mistakes: its cell shows those of its class', () => {
  const right = { true: 2, predicted: 2 };
  expect(shown(filterOfCell(right))).toEqual([5, 1, 3]);
  expect(cellOfFilter(filterOfCell(right))).toEqual(right);
});

test('a filter is said in chips with numbers and names', () => {
  const classes = ['Yield', 'Priority road', ''];
  expect(filterChips({ truth: 2, predicted: 1, track: 'b/7' }, classes)).toEqual([
    { field: 'truth', text: 'true: 2' },
    { field: 'predicted', text: 'predicted: 1 Priority road' },
    { field: 'track', text: 'track: b/7' },
  ]);
  expect(filterChips(NO_FILTER, classes)).toEqual([]);
});

test('a question offers what is left by the others, counted; images without a track are of none', () => {
  const filter = { ...NO_FILTER, truth: 2 };
  expect(filterChoices(mistakes, filter, 'predicted')).toEqual([
    { value: 0, count: 1 },
    { value: 1, count: 2 },
  ]);
  expect(filterChoices(mistakes, filter, 'truth')).toEqual([
    { value: 0, count: 1 },
    { value: 2, count: 3 },
  ]);
  expect(filterChoices(mistakes, NO_FILTER, 'track')).toEqual([
    { value: 'a/9', count: 1 },
    { value: 'b/7', count: 2 },
  ]);
});

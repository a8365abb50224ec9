import { beforeEach, expect, test } from 'vitest';
import { selectCell, useCell } from '../confusion/cellStore.ts';
import { NO_FILTER } from './mistakeFilter.ts';
import { changeLook, filterBy, lookAt, openMistake, startMistakes, useMistakes } from './mistakesStore.ts';
import { mistake } from './testing/mistake.ts';

startMistakes();
const look = (run: string) => lookAt(useMistakes.getState(), run);
const cell = () => useCell.getState().selected;

beforeEach(() => {
  useMistakes.setState({ looks: {}, panel: 'none' });
  useCell.setState({ selected: null });
});

test('a cell selected in the matrix of a run filters its mistakes, from the first on', () => {
  changeLook('a', { scroll: 700 });
  selectCell('a', { true: 3, predicted: 5 });
  expect(look('a')).toEqual({ filter: { ...NO_FILTER, truth: 3, predicted: 5 }, active: null, scroll: 0 });
  expect(look('b').filter).toEqual(NO_FILTER);
});

test('what is filtered by shows in the matrix, as far as it is one cell', () => {
  filterBy('a', { truth: 3 });
  expect(cell()).toEqual({ run: 'a', true: 3, predicted: 3 });
  filterBy('a', { predicted: 5 });
  expect(cell()).toEqual({ run: 'a', true: 3, predicted: 5 });
  filterBy('a', { truth: null });
  expect(cell()).toBeNull();
  expect(look('a').filter).toEqual({ ...NO_FILTER, predicted: 5 });
});

test('letting a cell go shows all mistakes again', () => {
  filterBy('a', { truth: 3, track: '3/1' });
  selectCell('a', null);
  expect(look('a').filter).toEqual(NO_FILTER);
});

test('a filter by track alone outlives a cell of another run', () => {
  filterBy('a', { track: '3/1' });
  selectCell('b', { true: 1, predicted: 2 });
  expect(look('a').filter.track).toBe('3/1');
  expect(look('b').filter).toEqual({ ...NO_FILTER, truth: 1, predicted: 2 });
});

test('a mistake that is opened is the active one of its run', () => {
  openMistake('a', mistake({ index: 9 }));
  expect([look('a').active?.index, look('b').active, useMistakes.getState().panel]).toEqual([
    9,
    null,
    'mistake',
  ]);
});

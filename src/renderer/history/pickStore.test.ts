import { expect, test } from 'vitest';
import { comparedRuns, endComparison, togglePick, usePicks } from './pickStore.ts';

test('a tick is set and taken away again', () => {
  togglePick('a');
  togglePick('b');
  togglePick('a');
  expect(usePicks.getState().picked).toEqual(['b']);
  endComparison();
  expect(usePicks.getState().picked).toEqual([]);
});

test('the shown run comes first and once, then the ticked ones, at most six', () => {
  expect(comparedRuns('b', ['a', 'b', 'c'])).toEqual(['b', 'a', 'c']);
  expect(comparedRuns('s', ['1', '2', '3', '4', '5', '6', '7'])).toEqual(['s', '1', '2', '3', '4', '5']);
  expect(comparedRuns(null, ['a'])).toEqual(['a']);
});

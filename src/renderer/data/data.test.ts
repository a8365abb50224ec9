import { describe, expect, test } from 'vitest';
import type { GtsrbState } from '../../shared/api/data.ts';
import { balanceWords, classRows } from './classRows.ts';
import { sourceOf, withRecent } from './dataSource.ts';
import { gtsrbBytes, gtsrbProgress } from './gtsrbWords.ts';

const classes = [
  { name: 'Stop', train: 30, test: 7 },
  { name: 'Yield', train: 120, test: 0 },
  { name: 'Priority road', train: 30, test: 11 },
];

describe('classes', () => {
  test('have bars in proportion to the largest', () => {
    expect(classRows(classes, 'class').map(({ label, share }) => [label, share])).toEqual([
      [0, 0.25],
      [1, 1],
      [2, 0.25],
    ]);
  });

  test('are sorted by their images, equal ones by class', () => {
    expect(classRows(classes, 'most').map(({ label }) => label)).toEqual([1, 0, 2]);
    expect(classRows(classes, 'fewest').map(({ label }) => label)).toEqual([0, 2, 1]);
  });

  test('without a training image have no bar', () => {
    expect(classRows([{ name: 'Stop', train: 0, test: 3 }], 'class')[0].share).toBe(0);
  });

  test('are said to be even or not', () => {
    expect(balanceWords(classes)).toBe('From 30 training images of Stop to 120 of Yield.');
    expect(balanceWords(classes.filter(({ train }) => train === 30))).toBe(
      'Every class has 30 training images.',
    );
    expect(balanceWords([{ name: 'Stop', train: 1, test: 0 }])).toBe('Every class has 1 training image.');
    expect(balanceWords([])).toBe('There are no classes.');
  });
});

test('a data choice is of the signs, the downloaded benchmark or a folder', () => {
  expect(sourceOf('signs', null)).toBe('signs');
  expect(sourceOf('/home/ann/gtsrb', '/home/ann/gtsrb')).toBe('gtsrb');
  expect(sourceOf('/home/ann/other', '/home/ann/gtsrb')).toBe('folder');
  expect(sourceOf('/home/ann/gtsrb', null)).toBe('folder');
});

test('folders last used are each there once, the newest first', () => {
  expect(withRecent(['/a', '/b', '/c'], '/b', 9)).toEqual(['/b', '/a', '/c']);
  expect(withRecent(['/a', '/b', '/c'], '/d', 3)).toEqual(['/d', '/a', '/b']);
  expect(withRecent(['/a'], 'signs', 9)).toEqual(['/a']);
});

describe('the progress of a download', () => {
  const state: GtsrbState = {
    state: 'downloading',
    folder: '/home/ann/gtsrb',
    files: [
      { name: 'a.zip', bytes: 2_000_000, total: 90_000_000 },
      { name: 'b.zip', bytes: 500_000, total: 10_000_000 },
    ],
    share: 0.025,
    bytesPerSecond: 750_000,
    sentence: null,
    source: '',
    citation: '',
    terms: '',
  };

  test('says how much came, how quickly, and what is left', () => {
    expect(gtsrbProgress(state)).toBe('2.5 MB of 100 MB, 750 kB a second, 2 min left');
  });

  test('promises no end where nothing moves, or a size is not known', () => {
    expect(gtsrbProgress({ ...state, bytesPerSecond: 0 })).toBe('2.5 MB of 100 MB');
    const files = [state.files[0], { name: 'b.zip', bytes: 500_000, total: null }];
    expect(gtsrbBytes({ ...state, files })).toEqual({ bytes: 2_500_000, total: null });
    expect(gtsrbProgress({ ...state, files })).toBe('2.5 MB, 750 kB a second');
  });

  test('says where it was paused', () => {
    expect(gtsrbProgress({ ...state, state: 'paused' })).toBe('Paused at 2.5 MB of 100 MB');
  });
});

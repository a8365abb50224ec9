import { beforeEach, expect, test } from 'vitest';
import { notePlaced, readKept, setClosed, usePalette } from './paletteStore.ts';

const stored = (text: string | null) => readKept({ getItem: () => text });

beforeEach(() => usePalette.setState({ recent: [], closed: [] }));

test('modules added last come first, each once, four at most, and only known ones', () => {
  for (const type of ['ReLU', 'View', 'ReLU', 'Odd', 'Tanh', 'Linear', 'Dropout']) notePlaced(type);
  expect(usePalette.getState().recent).toEqual(['Dropout', 'Linear', 'Tanh', 'ReLU']);
  setClosed(['Pooling']);
  expect(usePalette.getState()).toEqual({
    recent: ['Dropout', 'Linear', 'Tanh', 'ReLU'],
    closed: ['Pooling'],
  });
});

test.each([
  ['nothing', null],
  ['no JSON', '{"recent": ['],
  ['something else', '[1, 2]'],
  ['something near', '{"recent": "ReLU", "closed": []}'],
])('from %s nothing is read', (_what, text) => {
  expect(stored(text)).toEqual({ recent: [], closed: [] });
});

test('modules that are no more are left out, and storage that may not be read is empty', () => {
  const kept = JSON.stringify({ recent: ['Gone', 'View'], closed: ['Shape'] });
  expect(stored(kept)).toEqual({ recent: ['View'], closed: ['Shape'] });
  const forbidden = {
    getItem: () => {
      throw new Error('SecurityError');
    },
  };
  expect(readKept(forbidden)).toEqual({ recent: [], closed: [] });
  expect(readKept(null)).toEqual({ recent: [], closed: [] });
});

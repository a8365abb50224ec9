import { expect, test } from 'vitest';
import { emptyDocument } from '../store/documentStore.ts';
import { type JournalContent, journalSteps } from './journalSteps.ts';

const content: JournalContent = { document: emptyDocument, name: 'a', path: '/p/a.json', savedHash: null };
const edited: JournalContent = { ...content, document: { ...emptyDocument, version: 1 } };
const renamed: JournalContent = { ...content, path: '/p/b.json', name: 'b' };

test('what the host has is not written again', () => {
  const written = new Map([['one', { ...content }]]);
  expect(journalSteps(written, new Map([['one', content]]))).toEqual({ write: [], drop: [] });
});

test('what is new, was edited, lies elsewhere now or may be out of date is written', () => {
  const written = new Map([
    ['edited', content],
    ['moved', content],
    ['saved meanwhile', content],
    ['unknown', null],
  ]);
  const unsaved = new Map([
    ['new', content],
    ['edited', edited],
    ['moved', renamed],
    ['saved meanwhile', { ...content, savedHash: 'f00' }],
    ['unknown', content],
  ]);
  expect(journalSteps(written, unsaved)).toEqual({
    write: ['new', 'edited', 'moved', 'saved meanwhile', 'unknown'],
    drop: [],
  });
});

test('what has nothing unsaved any more is dropped', () => {
  const written = new Map([
    ['saved', content],
    ['taken over', null],
    ['open', content],
  ]);
  expect(journalSteps(written, new Map([['open', content]]))).toEqual({
    write: [],
    drop: ['saved', 'taken over'],
  });
});

import { expect, test } from 'vitest';
import type { RunSummary } from '../../shared/api/runs.ts';
import { noEvaluation, runChoice, shownRun } from './runChoice.ts';

const line = { epoch: 7, train: { loss: 1, accuracy: 0.5 }, seconds: 2, imagesPerSecond: 300 };
function run(fields: Partial<RunSummary>): RunSummary {
  return {
    ...({
      id: 'a',
      name: 'first',
      created: '2026-03-04T05:06:07',
      state: 'finished',
      data: 'signs',
    } as RunSummary),
    sentence: null,
    epochsDone: 9,
    best: null,
    ...fields,
  };
}

test('shown is the run looked at, else the newest that was judged, else the newest', () => {
  const judged = run({ id: 'b', best: line });
  const runs = [run({ id: 'a' }), judged, run({ id: 'c', best: line })];
  expect(shownRun(runs, 'c')?.id).toBe('c');
  expect(shownRun(runs, 'gone')?.id).toBe('b');
  expect(shownRun([runs[0]], null)?.id).toBe('a');
  expect(shownRun([], null)).toBeNull();
});

test('a run is told from others by when it was, its data and what it came to', () => {
  const now = new Date('2026-03-04T20:00:00');
  const best = { ...line, validation: { loss: 0.2, accuracy: 0.876 }, test: { loss: 0.3, accuracy: 0.5 } };
  expect(runChoice(run({ best }), now)).toEqual({
    id: 'a',
    title: 'first · 05:06',
    description: 'built-in signs · 9 epochs · best 87.6 % · finished',
  });
  expect(runChoice(run({ epochsDone: 1, state: 'training', data: '/d/GTSRB' }), now).description).toBe(
    'GTSRB · 1 epoch · training',
  );
});

test.each([
  [{ epochsDone: 3, state: 'training' }, 'Nothing was held out', 'settings'],
  [{ epochsDone: 0, state: 'paused' }, 'The first epoch is under way', 'run'],
  [{ epochsDone: 0, state: 'elsewhere' }, 'No epoch has ended yet', null],
  [{ epochsDone: 0, state: 'stopped' }, 'No epoch was finished', 'run'],
] as const)('%o', (fields, title, next) => {
  expect(noEvaluation(run(fields))).toMatchObject({ title, next });
});

test('a run that failed says why', () => {
  const failed = run({ epochsDone: 0, state: 'failed', sentence: 'the disk is full.' });
  expect(noEvaluation(failed).sentence).toBe(
    'It failed before: the disk is full. Resume it to see what it gets wrong.',
  );
});

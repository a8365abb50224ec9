import { expect, test } from 'vitest';
import type { RunSummary } from '../../shared/api/runs.ts';
import { runDifferences } from './runDifferences.ts';
import { tableAsCsv, tableAsMarkdown } from './tableText.ts';

const base: RunSummary = {
  id: 'a',
  folder: '/runs/a',
  name: 'vgg-small',
  created: '2026-11-23T16:20:05.000Z',
  state: 'finished',
  sentence: null,
  epochsDone: 7,
  training: {
    criterion: { type: 'ClassNLLCriterion', params: {} },
    optimiser: { type: 'sgd', params: { learningRate: 0.013, momentum: 0.9 } },
    schedule: { type: 'constant', params: {} },
    augmentation: 'mild',
    epochs: 7,
    batchSize: 48,
    balance: 0,
    averaging: null,
  },
  seed: 3,
  data: 'signs',
  test: null,
  validationShare: 0.1,
  limit: null,
  device: 'CPU, 2 threads',
  classes: 43,
  nodes: 17,
  parameters: 1_234_567,
  graphHash: 'aa',
  last: {
    epoch: 7,
    train: { loss: 0.1, accuracy: 0.97 },
    validation: { loss: 0.2, accuracy: 0.94 },
    seconds: 11.25,
    imagesPerSecond: 207,
  },
  best: {
    epoch: 6,
    train: { loss: 0.12, accuracy: 0.96 },
    validation: { loss: 0.19, accuracy: 0.9513 },
    seconds: 11.25,
    imagesPerSecond: 207,
  },
};

test('equal runs differ in nothing, whatever their names', () => {
  expect(runDifferences([base, { ...base, id: 'b', name: 'another', folder: '/runs/b' }])).toEqual([]);
});

test('only what differs has a row, with a value for each run in their order', () => {
  const other: RunSummary = {
    ...base,
    seed: 11,
    training: { ...base.training, batchSize: 1024, augmentation: 'none' },
  };
  expect(runDifferences([base, other])).toEqual([
    { label: 'Batch', values: ['48', '1,024'] },
    { label: 'Augmentation', values: ['mild', 'none'] },
    { label: 'Seed', values: ['3', '11'] },
  ]);
});

test('each parameter of an optimiser is a row, blank where a run leaves it to the default', () => {
  const other: RunSummary = {
    ...base,
    training: {
      ...base.training,
      optimiser: { type: 'adam', params: { learningRate: 0.002, beta1: 0.8 } },
    },
  };
  expect(runDifferences([base, other])).toEqual([
    { label: 'Optimiser', values: ['sgd', 'adam'] },
    { label: 'Optimiser: beta1', values: ['', '0.8'] },
    { label: 'Optimiser: learningRate', values: ['0.013', '0.002'] },
    { label: 'Optimiser: momentum', values: ['0.9', ''] },
  ]);
});

test('what a short run was given has rows, and its seconds are those of a whole epoch', () => {
  const last = { ...(base.last as NonNullable<RunSummary['last']>), epoch: 6.25, seconds: 3 };
  const other: RunSummary = {
    ...base,
    last,
    epochsDone: 6.25,
    training: { ...base.training, epochs: 6.25, balance: 0.5, averaging: { decay: 0.9, every: 3 } },
  };
  expect(runDifferences([base, other])).toEqual([
    { label: 'Epochs done', values: ['7', '6.25'] },
    { label: 'Seconds an epoch', values: ['11.3', '12.0'] },
    { label: 'Epochs', values: ['7', '6.25'] },
    { label: 'Balance', values: ['0', '0.5'] },
    { label: 'Averaging', values: ['off', 'decay 0.9 every 3 steps'] },
  ]);
});

test('graphs go by letters: equal ones have the same', () => {
  const runs = ['aa', 'cc', 'aa'].map((graphHash) => ({ ...base, graphHash }));
  expect(runDifferences(runs)).toEqual([{ label: 'Graph', values: ['A', 'B', 'A'] }]);
});

test('results come first: best with its epoch, then the last of each set', () => {
  const other: RunSummary = { ...base, best: null, last: null, epochsDone: 0, state: 'failed' };
  expect(runDifferences([base, other]).map(({ label, values }) => [label, ...values])).toEqual([
    ['State', 'Finished', 'Failed'],
    ['Best accuracy', '95.13 % (epoch 6)', ''],
    ['Last training accuracy', '97.00 %', ''],
    ['Last training loss', '0.1', ''],
    ['Last validation accuracy', '94.00 %', ''],
    ['Last validation loss', '0.2', ''],
    ['Epochs done', '7', '0'],
    ['Seconds an epoch', '11.3', ''],
  ]);
});

test('as CSV every field is quoted, and a name that looks like a formula is none', () => {
  const rows = [{ label: 'Batch', values: ['48', '1,024'] }];
  expect(tableAsCsv(['=cmd|"calc"', 'vgg'], rows)).toBe(
    '"","\'=cmd|""calc""","vgg"\r\n"Batch","48","1,024"\r\n',
  );
});

test('as Markdown a name makes no column, no line and no markup', () => {
  const rows = [{ label: 'Seed', values: ['3', '11'] }];
  expect(tableAsMarkdown(['a|b\nc', '<b>'], rows)).toBe(
    '|  | a\\|b c | \\<b\\> |\n| --- | --- | --- |\n| Seed | 3 | 11 |\n',
  );
});

import { expect, test } from 'vitest';
import { readRun } from './fastRuns.mjs';
import { ratiosOf, summaryLine } from './fastSummary.mjs';

const lines = (...events: object[]) => `${events.map((event) => JSON.stringify(event)).join('\n')}\n`;

test('a run is the accuracy of its last result and the seconds of all its epochs', () => {
  const start = { event: 'start', device: 'cpu, 2 threads' };
  const progress = { event: 'progress', epoch: 1, step: 3, steps: 9 };
  const epoch = (epoch: number, accuracy: number, seconds: number) => ({
    ...{ event: 'epoch', epoch, seconds },
    ...{ train: { accuracy: 0.5 }, test: { accuracy } },
  });
  const end = { event: 'end', run: 'run' };
  expect(readRun(lines(start, progress, epoch(1, 0.9, 40), epoch(1.4, 0.95, 15), end))).toEqual({
    accuracy: 0.95,
    training: 55,
    device: 'cpu, 2 threads',
  });
});

const run = (accuracy: number, training: number, whole: number, device: string) => ({
  accuracy,
  training,
  whole,
  device,
});
const ours = [run(0.98, 20, 25, 'cpu'), run(0.982, 22, 26, 'cpu'), run(0.985, 21, 30, 'cpu')];
const theirs = [run(0.98, 50, 50, 'PyTorch'), run(0.98, 42, 52, 'PyTorch'), run(0.98, 40, 60, 'PyTorch')];

test('the ratios are those of the medians, of the second side over the first', () => {
  expect(ratiosOf([ours, theirs])).toEqual({ training: 2, whole: 2 });
});

test('a side is told with the range of its accuracy', () => {
  expect(summaryLine('Signalbox', ours)).toBe(
    'Signalbox: test accuracy 0.9820 (0.9800 to 0.9850), training 21.0 s (spread 9.5 %), from start to end 26.0 s (spread 19.2 %); cpu',
  );
});

import { expect, test } from 'vitest';
import { noiseLine, summaryLine, summaryOf } from './summary.mjs';

const result = (imagesPerSecond: number, peakBytes: number, more: object) => ({
  ...{ imagesPerSecond, millisecondsPerStep: 1000 / imagesPerSecond, peakBytes },
  ...more,
});
const ours = { description: 'cpu, 2 threads', runtime: 'Node 24.9.0' };
const theirs = { version: '2.15.0' };
const pair = (first: number, second: number) => ({
  runs: [
    [result(first, 2e6, ours), result(first, 3e6, ours)],
    [result(second, 5e6, theirs), result(second, 4e6, theirs)],
  ],
  rates: [first, second],
  ...{ noise: 0, others: 0, noisy: false },
});
const pairs = [pair(12, 4), pair(10, 5), pair(11, 2)];

test('a side is the median of its pairs and the most memory of any run', () => {
  expect(summaryOf(pairs, 0)).toEqual({
    imagesPerSecond: 11,
    spread: 2 / 11,
    peakBytes: 3e6,
    version: 'cpu, 2 threads; Node 24.9.0',
  });
});

test("a peer has the ratios of the pairs, Signalbox's rate over its own", () => {
  expect(summaryOf(pairs, 1)).toEqual({
    imagesPerSecond: 4,
    spread: 3 / 4,
    peakBytes: 5e6,
    version: '2.15.0',
    ratio: 3,
    ratioRange: [2, 5.5],
  });
});

test('a line tells a side, and a slow one with as many figures', () => {
  expect(summaryLine('Signalbox', summaryOf(pairs, 0), 10)).toBe(
    'Signalbox  11.0 images/s (spread 18.2 %), peak 3 MB; cpu, 2 threads; Node 24.9.0',
  );
  expect(summaryLine('PyTorch', summaryOf(pairs, 1), 10)).toBe(
    'PyTorch    4.00 images/s (spread 75.0 %), peak 5 MB; ratio 3.000 (2.000 to 5.500); 2.15.0',
  );
});

test('where pairs stayed noisy nothing is to be claimed', () => {
  expect(noiseLine(2, 5)).toMatch(/^2 of 5 pairs stayed noisy: .* Claim nothing/);
});

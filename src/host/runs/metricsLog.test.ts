import { expect, test } from 'vitest';
import { sentenceOf } from '../../shared/testing/sentenceOf.ts';
import { createMemoryFileSystem } from '../files/testing/memoryFileSystem.ts';
import { appendMetrics, type MetricsLine, readMetrics, rewindMetrics } from './metricsLog.ts';

const PATH = '/run/metrics.jsonl';

const line = (epoch: number): MetricsLine => ({
  epoch,
  train: { loss: 3 / epoch, accuracy: 0.3125 },
  test: { loss: 2.5, accuracy: epoch / 64 },
  seconds: 1.25,
  imagesPerSecond: 117.5,
});

const bytes = (text: string) => new TextEncoder().encode(text);
const files = (text?: string) =>
  createMemoryFileSystem(
    new Map<string, Uint8Array | 'folder'>([
      ['/run', 'folder'],
      ...(text === undefined ? [] : [[PATH, bytes(text)] as const]),
    ]),
  );
const textOf = (disk: ReturnType<typeof files>) => new TextDecoder().decode(disk.read(PATH));

test('lines come back as they were appended', () => {
  const disk = files();
  expect(readMetrics(PATH, disk)).toEqual([]);
  for (const epoch of [1, 2, 3]) appendMetrics(PATH, line(epoch), disk);
  expect(readMetrics(PATH, disk)).toEqual([line(1), line(2), line(3)]);
  expect(textOf(disk).split('\n')).toHaveLength(4);
});

test('a last line that is torn anywhere is dropped', () => {
  const whole = `${JSON.stringify(line(1))}\n`;
  const torn = `${JSON.stringify(line(2))}\n`;
  for (let length = 0; length < torn.length; length++) {
    expect(readMetrics(PATH, files(whole + torn.slice(0, length)))).toEqual([line(1)]);
  }
  expect(readMetrics(PATH, files(whole + torn))).toHaveLength(2);
});

test('a last line whose first sectors a power cut lost is dropped, its end notwithstanding', () => {
  const lost = `${'\u0000'.repeat(70)}${JSON.stringify(line(2)).slice(70)}\n`;
  expect(readMetrics(PATH, files(`${JSON.stringify(line(1))}\n${lost}`))).toEqual([line(1)]);
});

test('a line in the middle that is none of a log is told by its number', () => {
  const text = (middle: string) => `${JSON.stringify(line(1))}\n${middle}\n${JSON.stringify(line(3))}\n`;
  const sentence = (middle: string) => sentenceOf(() => readMetrics(PATH, files(text(middle))));
  expect(sentence('{"epoch": 2')).toMatch('/run/metrics.jsonl, line 2 is truncated');
  expect(sentence('{"epoch": "2"}')).toBe(
    '/run/metrics.jsonl, line 2: field epoch is not as expected: Invalid input: expected number, received string',
  );
});

test('rewinding drops the epochs that are done again, and a torn line with them', () => {
  const disk = files(`${[1, 2, 3].map((epoch) => JSON.stringify(line(epoch))).join('\n')}\n{"epoch": 4, "tr`);
  rewindMetrics(PATH, 2, disk);
  expect(readMetrics(PATH, disk)).toEqual([line(1), line(2)]);
  appendMetrics(PATH, line(3), disk);
  expect(textOf(disk)).toBe(`${[1, 2, 3].map((epoch) => JSON.stringify(line(epoch))).join('\n')}\n`);
});

test('no epoch is logged twice, however often the same one is done again', () => {
  const disk = files();
  for (const epoch of [1, 2, 2, 3, 2, 3, 4]) {
    rewindMetrics(PATH, epoch - 1, disk);
    appendMetrics(PATH, line(epoch), disk);
  }
  expect(readMetrics(PATH, disk).map((one) => one.epoch)).toEqual([1, 2, 3, 4]);
});

test('the part of an epoch that a run ended with stays until that is done again', () => {
  const disk = files(`${[1, 1.25, 1.75, 2].map((epoch) => JSON.stringify(line(epoch))).join('\n')}\n`);
  rewindMetrics(PATH, 1.75, disk);
  expect(readMetrics(PATH, disk).map((one) => one.epoch)).toEqual([1, 1.25, 1.75]);
  rewindMetrics(PATH, 1.25, disk);
  expect(readMetrics(PATH, disk).map((one) => one.epoch)).toEqual([1, 1.25]);
});

test('a log is there, and durable, before its first line', () => {
  const disk = files();
  rewindMetrics(PATH, 0, disk);
  expect(textOf(disk)).toBe('');
  expect(disk.log.at(-1)).toEqual({ kind: 'syncFolder', path: '/run' });
});

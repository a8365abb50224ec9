import { expect, test } from 'vitest';
import type { RunSummary } from '../../shared/api/runs.ts';
import {
  activeRun,
  countWords,
  dataWords,
  durationWords,
  lossWords,
  percentWords,
  plural,
  rateWords,
  whenShort,
  whenWords,
} from './runWords.ts';

test('seconds are told in their two largest units', () => {
  expect([0.2, 45, 60, 200, 7500, 7200, 97_200].map(durationWords)).toEqual([
    '0 s',
    '45 s',
    '1 min',
    '3 min 20 s',
    '2 h 5 min',
    '2 h',
    '1 d 3 h',
  ]);
  expect([59.7, 3599.8, -4, Number.NaN, Infinity].map(durationWords)).toEqual([
    '1 min',
    '1 h',
    '0 s',
    'unknown',
    'unknown',
  ]);
});

test('a share is 100 % only where it is whole', () => {
  expect([0.97132, 0.99997, 1, 0].map((share) => percentWords(share))).toEqual([
    '97.1 %',
    '99.9 %',
    '100.0 %',
    '0.0 %',
  ]);
  expect(percentWords(0.99999, 2)).toBe('99.99 %');
  expect(percentWords(0.999, 0)).toBe('99 %');
  expect(percentWords(Number.NaN)).toBe('–');
});

test('counts set their thousands apart and agree with their noun', () => {
  expect(countWords(12_630)).toBe('12,630');
  expect([plural(1, 'epoch'), plural(0, 'image'), plural(1290, 'image')]).toEqual([
    '1 epoch',
    '0 images',
    '1,290 images',
  ]);
});

test('a slow rate keeps a digit, a fast one is whole', () => {
  expect([4.27, 9.96, 238.4, 12_345.6].map(rateWords)).toEqual([
    '4.3 images/s',
    '10 images/s',
    '238 images/s',
    '12,346 images/s',
  ]);
});

test('a loss has four digits whatever its size', () => {
  expect([3.761234, 0.041812, 0.00000023, 0, Number.NaN].map(lossWords)).toEqual([
    '3.761',
    '0.04181',
    '2.3e-7',
    '0',
    '–',
  ]);
});

test('a time is told by the hour today, by the day before, with the year in another one', () => {
  const now = new Date(2026, 10, 23, 18, 0);
  expect(whenWords(new Date(2026, 10, 23, 9, 5).toISOString(), now)).toBe('09:05');
  expect(whenWords(new Date(2026, 1, 3, 16, 20).toISOString(), now)).toBe('3 Feb 16:20');
  expect(whenWords(new Date(2025, 1, 3, 16, 20).toISOString(), now)).toBe('3 Feb 2025 16:20');
  expect(whenWords('no time', now)).toBe('no time');
  const short = (then: Date) => whenShort(then.toISOString(), now);
  expect([short(new Date(2026, 10, 23, 9, 5)), short(new Date(2026, 1, 3, 16, 20))]).toEqual([
    '09:05',
    '3 Feb',
  ]);
});

test('data are told by their last name, whichever way the slashes lean', () => {
  expect(['signs', '/home/a/GTSRB/', 'C:\\data\\signs of ours', '/'].map(dataWords)).toEqual([
    'built-in signs',
    'GTSRB',
    'signs of ours',
    '/',
  ]);
});

test('the active run is the one that this host is at work on', () => {
  const run = (id: string, state: RunSummary['state']) => ({ id, state }) as RunSummary;
  expect(activeRun([run('a', 'failed'), run('b', 'elsewhere'), run('c', 'paused')])?.id).toBe('c');
  expect(activeRun([run('a', 'finished'), run('b', 'stopped')])).toBe(null);
});

import { expect, test } from 'vitest';
import { byteWords, countWords, plural, roundCount, spanWords, timeWords } from './quantities.ts';

test('a count is written in full with its thousands apart', () => {
  expect(countWords(1234567)).toBe('1,234,567');
});

test('a large count is rounded to three digits and a word', () => {
  expect([0, 9994, 9996, 12_345, 999_499, 999_600, 1_234_567, 4_512_000_000].map(roundCount)).toEqual([
    '0',
    '9,994',
    '10 thousand',
    '12.3 thousand',
    '999 thousand',
    '1 million',
    '1.23 million',
    '4.51 billion',
  ]);
});

test('bytes take the unit that leaves one to three digits before the point', () => {
  expect([1, 999, 1000, 27_648, 999_700, 52_428_800, 3_210_000_000].map(byteWords)).toEqual([
    '1 byte',
    '999 bytes',
    '1 kB',
    '27.6 kB',
    '1 MB',
    '52.4 MB',
    '3.21 GB',
  ]);
});

test('milliseconds have three digits or hundredths, and become seconds from a thousand on', () => {
  expect([0, 0.003, 0.0456, 1.234, 12.345, 999.4, 999.6, 61_234].map(timeWords)).toEqual([
    '0 ms',
    '< 0.01 ms',
    '0.05 ms',
    '1.23 ms',
    '12.3 ms',
    '999 ms',
    '1 s',
    '61.2 s',
  ]);
});

test('one thing is one', () => {
  expect([plural(1, 'node'), plural(0, 'node'), plural(2103, 'class', 'classes')]).toEqual([
    '1 node',
    '0 nodes',
    '2,103 classes',
  ]);
});

test('a span is as coarse as it is long', () => {
  expect([3, 12, 58, 61, 89, 3540, 3599, 7200, 7530].map(spanWords)).toEqual([
    'a few seconds',
    '10 s',
    '1 min',
    '1 min',
    '1 min',
    '59 min',
    '1 h',
    '2 h',
    '2 h 6 min',
  ]);
});

import { expect, test } from 'vitest';
import { csvLine } from './csv.ts';

test('commas, quotes and line ends are quoted, numbers stand as they are', () => {
  expect(csvLine(['plain', 'a,b', 'say "no"', 'two\nlines', 0.25, -3])).toBe(
    'plain,"a,b","say ""no""","two\nlines",0.25,-3\n',
  );
});

test.each(['=cmd()', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('%j is no formula any more', (text) => {
  expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/);
});

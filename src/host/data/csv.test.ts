import { expect, test } from 'vitest';
import { findColumn, readCsv, wholeNumber } from './csv.ts';

const cells = (text: string) => readCsv(text, 'GT.csv').rows.map((row) => row.cells);

test('semicolons with CRLF are read, as the official files have them', () => {
  const table = readCsv('Filename;Width;ClassId\r\n00000.ppm;32;16\r\n00001.ppm;30;1\r\n', 'GT.csv');
  expect(table.header).toEqual(['Filename', 'Width', 'ClassId']);
  expect(table.rows).toEqual([
    { line: 2, cells: ['00000.ppm', '32', '16'] },
    { line: 3, cells: ['00001.ppm', '30', '1'] },
  ]);
});

test('commas, a byte order mark, quotes, empty cells and a missing last newline are read', () => {
  const text = '\ufeffa,b,c\n"x, ""y""",,"z"\n\n1,"",3';
  expect(cells(text)).toEqual([
    ['x, "y"', '', 'z'],
    ['1', '', '3'],
  ]);
  expect(findColumn(readCsv(text, 'GT.csv'), 'A')).toBe(0);
  expect(findColumn(readCsv(text, 'GT.csv'), 'd')).toBe(-1);
});

test('an empty text is an empty table', () => {
  expect(readCsv('', 'GT.csv')).toEqual({ file: 'GT.csv', header: [], rows: [] });
  expect(cells('\n\n')).toEqual([]);
});

test.each([
  ['a;b;c\n1;2', 'GT.csv line 2 has 2 cells, expected 3 as in its first line'],
  ['a;b\n1;2;3', 'GT.csv line 2 has 3 cells, expected 2 as in its first line'],
  ['a,b\n"1,2', 'GT.csv line 2 has a quoted cell that does not end'],
  ['a,b\n"1"x,2', 'GT.csv line 2 has text after a quoted cell'],
  [`a,b\n\n${'1'.repeat(70_000)},2`, 'GT.csv line 3 is longer than 65536 characters'],
])('a broken table is refused by file and line (case %#)', (text, sentence) => {
  expect(() => readCsv(text, 'GT.csv')).toThrow(sentence);
});

test.each(['', '-1', '1.5', '43', 'NaN', '0x1', '1e1', '99999999999999999999'])(
  'class %j is refused',
  (text) => {
    const table = readCsv(`ClassId,Path\n${text},p`, 'GT.csv');
    const place = 'GT.csv line 2, column ClassId: found';
    expect(() => wholeNumber(table, table.rows[0], 0, 42)).toThrow(
      `${place} ${JSON.stringify(text)}, expected a whole number from 0 to 42`,
    );
  },
);

test('a class may have leading zeros', () => {
  const table = readCsv('ClassId,Path\n 007 ,p', 'GT.csv');
  expect(wholeNumber(table, table.rows[0], 0, 42)).toBe(7);
});

test('a column named like a property of objects is only text', () => {
  const table = readCsv('__proto__,constructor\n1,2', 'GT.csv');
  expect(findColumn(table, 'toString')).toBe(-1);
  expect(table.rows[0].cells[findColumn(table, '__proto__')]).toBe('1');
});

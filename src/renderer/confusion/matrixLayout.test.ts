import { expect, test } from 'vitest';
import { cellByKey, matrixLayout, partAt, scrollReach, scrollTo, seen } from './matrixLayout.ts';

const NONE = { left: 0, top: 0 };

test('43 classes fit into 680 pixels without scrolling, with room for names', () => {
  const layout = matrixLayout(43, 680, 700);
  expect([layout.cell, layout.hasNames]).toEqual([11, true]);
  expect(scrollReach(layout)).toEqual({ left: 0, top: 0 });
  expect(seen(layout, NONE, 'rows')).toEqual({ start: 0, end: 43 });
});

test('in 600 pixels 43 classes give up their names before they are scrolled', () => {
  const layout = matrixLayout(43, 600, 700);
  expect([layout.cell, layout.hasNames]).toEqual([11, false]);
  expect(scrollReach(layout)).toEqual({ left: 0, top: 0 });
});

test('few classes do not blow up, and many keep cells that can be hit', () => {
  expect(matrixLayout(2, 1000, 700).cell).toBe(44);
  // As high as may be seen at once, though the width had room for more.
  expect(matrixLayout(43, 1300, 900).cell).toBe(19);
  const many = matrixLayout(1000, 680, 700);
  expect(many.cell).toBe(10);
  // 12 pixels on each side are the scroll bar's.
  expect([many.width, many.height]).toEqual([668, 688]);
  expect(scrollReach(many)).toEqual({ left: 122 + 10_000 + 84 - 668, top: 28 + 10_000 + 30 - 688 });
});

test('of 1,000 classes only those in sight are drawn, to the last one', () => {
  const layout = matrixLayout(1000, 680, 700);
  expect(seen(layout, { left: 0, top: 1234 }, 'rows')).toEqual({ start: 123, end: 187 });
  expect(seen(layout, scrollReach(layout), 'rows').end).toBe(1000);
  expect(seen(layout, scrollReach(layout), 'columns').end).toBe(1000);
});

test('a point is in a cell, in a row, in a column, or beside everything', () => {
  const layout = matrixLayout(43, 680, 700);
  expect(partAt(layout, NONE, 122 + 11 * 12 + 3, 28 + 11 * 13 + 10)).toEqual({
    kind: 'cell',
    row: 13,
    column: 12,
  });
  expect(partAt(layout, NONE, 20, 28 + 11 * 5)).toEqual({ kind: 'row', row: 5 });
  expect(partAt(layout, NONE, 122 + 11 * 7, 4)).toEqual({ kind: 'column', column: 7 });
  expect(partAt(layout, NONE, 3, 3)).toBe(null);
  expect(partAt(layout, { left: 0, top: 0 }, 679, 400)).toBe(null);
});

test('scrolled, a point is in what is seen there', () => {
  const layout = matrixLayout(1000, 680, 700);
  expect(partAt(layout, { left: 505, top: 2003 }, 122, 28)).toEqual({ kind: 'cell', row: 200, column: 50 });
});

test('a cell out of sight is scrolled to by as little as needed', () => {
  const layout = matrixLayout(1000, 680, 700);
  const room = 688 - 28 - 30;
  expect(scrollTo(layout, NONE, 3, 4)).toEqual(NONE);
  expect(scrollTo(layout, NONE, 100, 4)).toEqual({ left: 0, top: 1010 - room });
  expect(scrollTo(layout, { left: 900, top: 5000 }, 100, 4)).toEqual({ left: 40, top: 1000 });
});

test('keys lead to neighbours and ends, and stay within the matrix', () => {
  const from = { row: 2, column: 41 };
  const to = (key: string, isFar = false) => cellByKey(key, isFar, from, 43);
  expect(to('ArrowRight')).toEqual({ row: 2, column: 42 });
  expect(to('ArrowUp')).toEqual({ row: 1, column: 41 });
  expect(to('PageUp')).toEqual({ row: 0, column: 41 });
  expect(to('PageDown')).toEqual({ row: 12, column: 41 });
  expect(to('Home')).toEqual({ row: 2, column: 0 });
  expect(to('End', true)).toEqual({ row: 42, column: 42 });
  expect(to('a')).toBe(null);
});

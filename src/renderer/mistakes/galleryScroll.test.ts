import { expect, test } from 'vitest';
import { galleryLayout } from './galleryLayout.ts';
import { anchorAt, scrollOfAnchor, scrollToShow } from './galleryScroll.ts';
import { groupMistakes } from './mistakeOrder.ts';
import { mistake } from './testing/mistake.ts';

/** Pictures with dataset indices from 100 on, in rows 96 + 40 pixels high. */
const layoutOf = (count: number, width: number, track = '') => {
  const mistakes = Array.from({ length: count }, (_, i) => mistake({ index: 100 + i, track }));
  const sizes = new Map(mistakes.map(({ index }) => [index, { width: 30, height: 40 }]));
  return galleryLayout(groupMistakes(mistakes, track !== ''), sizes, 'own', width);
};
const wide = layoutOf(30, 800);

test('rows begin where those above them end', () => {
  expect([...wide.tops.slice(0, 3)]).toEqual([0, 136, 272]);
  expect(wide.tops).toHaveLength(wide.rows.length + 1);
  expect([...layoutOf(3, 800, 'a').tops]).toEqual([0, 40, 176]);
});

test('the current tile stays in place where it is seen, else the first one that is', () => {
  expect(anchorAt(wide, 200, 300, 12)).toEqual({ index: 112, offset: 72, isCurrent: true });
  expect(anchorAt(wide, 200, 300, 29)).toEqual({ index: 105, offset: -64, isCurrent: false });
  expect(anchorAt(layoutOf(3, 800, 'a'), 0, 300, 9)).toEqual({ index: 100, offset: 40, isCurrent: false });
  expect(anchorAt(layoutOf(0, 800), 0, 300, 0)).toBeNull();
});

test('laid out anew, the anchor is seen where it was', () => {
  const narrow = layoutOf(30, 320);
  const anchor = anchorAt(wide, 200, 300, 12);
  expect(anchor && scrollOfAnchor(narrow, 12, anchor)).toBe(6 * 136 - 72);
  expect(scrollOfAnchor(narrow, 0, { offset: 50 })).toBe(0);
});

test('a tile is brought into sight by as little as needed', () => {
  expect(scrollToShow(wide, 6, 100, 400)).toBe(100);
  expect(scrollToShow(wide, 6, 200, 400)).toBe(136);
  expect(scrollToShow(wide, 29, 0, 400)).toBe(6 * 136 - 400);
  expect(scrollToShow(wide, 99, 40, 400)).toBe(40);
});

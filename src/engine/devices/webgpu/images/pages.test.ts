import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImageSet } from '../../../data/dataset.ts';
import { cutPages } from './pages.ts';

/** Images of some sizes, packed one after the other from a first byte on; `order` says which is which record. */
function setOf(sizes: readonly (readonly [number, number])[], first = 0): ImageSet {
  let offset = first;
  const records = sizes.map(([width, height], i) => {
    const record = { offset, width, height, label: 0, track: '', file: `${i}.ppm` };
    offset += 3 * width * height;
    return record;
  });
  return { classes: ['a'], records, pixels: new Uint8Array(offset), contentHash: '' };
}

const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 })), {
  maxLength: 40,
});
const sets = fc
  .tuple(sizes, fc.integer({ min: 0, max: 9 }), fc.boolean())
  .map(([sizes, first, isReversed]): ImageSet => {
    const set = setOf(sizes, first);
    return isReversed ? { ...set, records: [...set.records].reverse() } : set;
  });
const limits = fc.tuple(fc.integer({ min: 4, max: 3000 }), fc.integer({ min: 0, max: 9000 }));

test('pages keep to their size and all together to the budget, and begin at whole words', () => {
  fc.assert(
    fc.property(sets, limits, (set, [pageBytes, budget]) => {
      const { pages } = cutPages(set, pageBytes, budget);
      expect(pages.reduce((sum, { begin, end }) => sum + end - begin, 0)).toBeLessThanOrEqual(budget);
      for (const { begin, end } of pages) {
        expect(begin % 4).toBe(0);
        expect(end - begin).toBeLessThanOrEqual(pageBytes);
      }
    }),
  );
});

test('an image that is on a page is there whole', () => {
  fc.assert(
    fc.property(sets, limits, (set, [pageBytes, budget]) => {
      const { pages, pageOf } = cutPages(set, pageBytes, budget);
      for (const [i, { offset, width, height }] of set.records.entries()) {
        if (pageOf[i] === -1) continue;
        const { begin, end } = pages[pageOf[i]];
        expect(offset).toBeGreaterThanOrEqual(begin);
        expect(offset + 3 * width * height).toBeLessThanOrEqual(end);
      }
    }),
  );
});

test('all images are on pages where each fits on one and the budget holds all', () => {
  fc.assert(
    fc.property(sets, fc.integer({ min: 0, max: 2000 }), (set, more) => {
      // Up to three bytes before an image make its page begin at a whole word.
      const bytes = set.records.map(({ width, height }) => 3 * width * height + 3);
      const all = bytes.reduce((sum, one) => sum + one, 0);
      const { pageOf } = cutPages(set, Math.max(0, ...bytes) + more, all);
      expect(pageOf.every((page) => page >= 0)).toBe(true);
    }),
  );
});

test('images that fit share one page without a gap; a page is not begun anew before it must be', () => {
  const set = setOf([
    [2, 5],
    [4, 4],
    [3, 7],
  ]);
  expect(cutPages(set, 1000, 1000)).toEqual({
    pages: [{ begin: 0, end: 141 }],
    pageOf: Int32Array.of(0, 0, 0),
  });
  // 30, then 48 from byte 30 on, then 63 from byte 78 on: pages begin at whole words before.
  expect(cutPages(set, 80, 1000)).toEqual({
    pages: [
      { begin: 0, end: 78 },
      { begin: 76, end: 141 },
    ],
    pageOf: Int32Array.of(0, 0, 1),
  });
  expect(cutPages(set, 60, 1000).pageOf).toEqual(Int32Array.of(0, 1, -1));
  expect(cutPages(set, 1000, 80).pageOf).toEqual(Int32Array.of(0, 0, -1));
});

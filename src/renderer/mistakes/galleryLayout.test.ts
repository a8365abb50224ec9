import { expect, test } from 'vitest';
import { placeByKey } from './galleryKeys.ts';
import { galleryLayout, type PictureSize, pictureScale } from './galleryLayout.ts';
import { groupMistakes } from './mistakeOrder.ts';
import { mistake } from './testing/mistake.ts';

/** Mistakes with dataset indices 100, 101 … in tracks, and the sizes of their pictures. */
function gallery(pictures: readonly (readonly [number, number, string?])[]) {
  const mistakes = pictures.map(([, , track = ''], i) => mistake({ index: 100 + i, track }));
  const sizes = new Map<number, PictureSize>(
    pictures.map(([width, height], i) => [100 + i, { width, height }]),
  );
  return { mistakes, sizes };
}

const small = Array.from({ length: 7 }, () => [32, 30] as const);

test('columns fill the width, and rows hold as many tiles as fit', () => {
  const { mistakes, sizes } = gallery(small);
  const { rows, rowOf } = galleryLayout(groupMistakes(mistakes, false), sizes, 'own', 500);
  expect(rows.map((row) => (row.kind === 'tiles' ? row.tiles.map(({ index }) => index) : row.kind))).toEqual([
    [100, 101, 102],
    [103, 104, 105],
    [106],
  ]);
  expect([...rowOf]).toEqual([0, 0, 0, 1, 1, 1, 2]);
  expect(rows[0]).toMatchObject({ pictureHeight: 30, height: 30 + 62 + 24 + 2 + 8 });
  expect(rows[0].kind === 'tiles' && rows[0].tiles.map(({ left, width }) => [left, width])).toEqual([
    [0, 161],
    [169, 161],
    [338, 161],
  ]);
});

test('pictures are as large as they are, or twice that, or all to one size', () => {
  const { mistakes, sizes } = gallery([[41, 53]]);
  const picture = (scale: 'own' | 'double' | 'fit') => {
    const [row] = galleryLayout(groupMistakes(mistakes, false), sizes, scale, 500).rows;
    return row.kind === 'tiles' ? row.tiles[0].picture : null;
  };
  expect(picture('own')).toEqual({ width: 41, height: 53 });
  expect(picture('double')).toEqual({ width: 82, height: 106 });
  expect(picture('fit')).toEqual({ width: 99, height: 128 });
});

test('a wide picture takes several columns and makes its row higher', () => {
  const { mistakes, sizes } = gallery([
    [32, 30],
    [32, 30],
    [250, 240],
    [32, 30],
  ]);
  const { rows } = galleryLayout(groupMistakes(mistakes, false), sizes, 'own', 500);
  expect(
    rows.map((row) => row.kind === 'tiles' && [row.pictureHeight, ...row.tiles.map(({ width }) => width)]),
  ).toEqual([
    [30, 161, 161],
    [240, 330, 161],
  ]);
});

test('no picture is wider than the gallery or larger than 512 pixels', () => {
  expect(pictureScale({ width: 2000, height: 500 }, 'own', 800)).toBe(0.256);
  expect(pictureScale({ width: 300, height: 100 }, 'own', 150)).toBe(0.5);
  expect(pictureScale({ width: 100, height: 400 }, 'double', 800)).toBe(1.28);
  const { mistakes, sizes } = gallery([[3000, 3000]]);
  const [row] = galleryLayout(groupMistakes(mistakes, false), sizes, 'double', 318).rows;
  expect(row).toMatchObject({ tiles: [{ left: 0, picture: { width: 300, height: 300 } }] });
});

test('without a size a picture is laid out as a usual one; nothing laid out has no rows', () => {
  const { mistakes } = gallery([[1, 1]]);
  const [row] = galleryLayout(groupMistakes(mistakes, false), new Map(), 'own', 500).rows;
  expect(row).toMatchObject({ pictureHeight: 48 });
  expect(galleryLayout(groupMistakes([], false), new Map(), 'own', 500).rows).toEqual([]);
  expect(galleryLayout(groupMistakes(mistakes, false), new Map(), 'own', 0).rows).toHaveLength(1);
});

test('each track starts a row of its own below its header', () => {
  const { mistakes, sizes } = gallery([
    [32, 30, 'a'],
    [32, 30, 'b'],
    [32, 30, 'a'],
  ]);
  const { rows, rowOf } = galleryLayout(groupMistakes(mistakes, true), sizes, 'own', 500);
  expect(rows.map((row) => (row.kind === 'group' ? row.group.track : row.tiles.length))).toEqual([
    'a',
    2,
    'b',
    1,
  ]);
  expect([...rowOf]).toEqual([1, 1, 3]);
});

test('keys lead along the list and from row to row, and stay within it', () => {
  const { mistakes, sizes } = gallery(small);
  const layout = galleryLayout(groupMistakes(mistakes, false), sizes, 'own', 500);
  const to = (key: string, from: number, isFar = false, page = 300) =>
    placeByKey(layout, from, key, isFar, page);
  expect([to('ArrowRight', 2), to('ArrowLeft', 3), to('ArrowLeft', 0), to('ArrowRight', 6)]).toEqual([
    3, 2, 0, 6,
  ]);
  expect([to('ArrowDown', 1), to('ArrowDown', 5), to('ArrowUp', 6), to('ArrowUp', 2)]).toEqual([4, 6, 3, 2]);
  expect([to('Home', 4), to('End', 4), to('Home', 4, true), to('End', 1, true)]).toEqual([3, 5, 0, 6]);
  expect([to('PageDown', 1), to('PageDown', 1, false, 100), to('PageUp', 6)]).toEqual([6, 4, 0]);
  expect(to('a', 1)).toBeNull();
});

test('down from a wide tile goes to the one below its middle, across a header', () => {
  const { mistakes, sizes } = gallery([
    [400, 30, 'a'],
    [32, 30, 'b'],
    [32, 30, 'b'],
    [32, 30, 'b'],
  ]);
  const layout = galleryLayout(groupMistakes(mistakes, true), sizes, 'own', 500);
  expect(placeByKey(layout, 0, 'ArrowDown', false, 300)).toBe(2);
  expect(placeByKey(layout, 3, 'ArrowUp', false, 300)).toBe(0);
  expect(placeByKey(galleryLayout([], sizes, 'own', 500), 0, 'End', true, 300)).toBeNull();
});

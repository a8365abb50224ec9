import type { GalleryLayout } from './galleryLayout.ts';

/** A tile that stays where it is seen, whatever becomes of the layout around it. */
export interface Anchor {
  /** Dataset index. */
  readonly index: number;
  /** From the top of what is seen to the top of the tile's row, in CSS pixels. */
  readonly offset: number;
  /** Whether it is the tile that a person is at; one that merely is in sight may go where other answers put it. */
  readonly isCurrent: boolean;
}

/**
 * What is to stay in place at a scroll position: the tile at the place `current` where it is in sight, else the first
 * tile that is. Null without tiles.
 */
export function anchorAt(
  { rows, tops, rowOf }: GalleryLayout,
  scroll: number,
  view: number,
  current: number,
): Anchor | null {
  const row = rowOf[current];
  const isSeen = row !== undefined && tops[row + 1] > scroll && tops[row] < scroll + view;
  const first = rows.findIndex(({ kind }, i) => kind === 'tiles' && tops[i + 1] > scroll);
  const at = isSeen ? row : first;
  const line = rows[at];
  if (line?.kind !== 'tiles') return null;
  const tile = isSeen ? line.tiles.find(({ place }) => place === current) : line.tiles[0];
  return tile ? { index: tile.index, offset: tops[at] - scroll, isCurrent: isSeen } : null;
}

/** The scroll position at which the tile at a place is seen where its anchor says. */
export function scrollOfAnchor(
  { tops, rowOf }: GalleryLayout,
  place: number,
  { offset }: Pick<Anchor, 'offset'>,
): number {
  return Math.max(0, tops[rowOf[place]] - offset);
}

/** The scroll position nearest to the present one at which the tile at a place is wholly seen. */
export function scrollToShow(
  { tops, rowOf }: GalleryLayout,
  place: number,
  scroll: number,
  view: number,
): number {
  const row = rowOf[place];
  if (row === undefined) return scroll;
  return Math.min(tops[row], Math.max(scroll, tops[row + 1] - view));
}

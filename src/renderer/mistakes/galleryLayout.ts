import type { MistakeGroup } from './mistakeOrder.ts';

/** How large pictures are shown: their own size, twice that, or all to one size. */
export type PictureScale = 'own' | 'double' | 'fit';

/** In pixels of the picture. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** One picture and its words in the gallery; all measures in CSS pixels. */
export interface GalleryTile {
  /** In the list as it is shown, groups one after the other. */
  readonly place: number;
  /** Dataset index. */
  readonly index: number;
  readonly left: number;
  readonly width: number;
  readonly picture: PictureSize;
}

/** A line of the gallery: what a group is, or tiles side by side. */
export type GalleryRow =
  | { readonly kind: 'group'; readonly height: number; readonly group: MistakeGroup }
  | {
      readonly kind: 'tiles';
      readonly height: number;
      /** Of the place that each picture of the row has. */
      readonly pictureHeight: number;
      readonly tiles: readonly GalleryTile[];
    };

/** The gallery laid out for a width. */
export interface GalleryLayout {
  readonly rows: readonly GalleryRow[];
  /** Where each row begins, from the top; after the last one, where all of them end. */
  readonly tops: Float64Array;
  /** Which row holds the tile at a place. */
  readonly rowOf: Uint32Array;
}

/** No tile is narrower: its words need room. */
const LEAST_WIDTH = 148;
const GAP = 8;
/** Between a tile's border and what is in it. */
export const TILE_PADDING = 8;
/** Of a tile's words: two names and the probability. */
export const TILE_WORDS = 62;
const GROUP_HEIGHT = 40;
const FIT_SIDE = 128;
/** Larger pictures are shrunk to this, also at their own size. */
export const MOST_SIDE = 512;
/** Where a size is not known yet. */
const USUAL: PictureSize = { width: 48, height: 48 };

/** How many CSS pixels one of a picture's pixels takes. */
export function pictureScale({ width, height }: PictureSize, scale: PictureScale, room: number): number {
  const side = Math.max(1, width, height);
  if (scale === 'fit') return Math.min(FIT_SIDE, room) / side;
  const most = Math.min(room, MOST_SIDE);
  return Math.min(scale === 'double' ? 2 : 1, most / Math.max(1, width), MOST_SIDE / Math.max(1, height));
}

/**
 * Lays out groups of mistakes in columns that fill the width; a picture that is wider than a column takes as many as
 * it needs. Rows are as high as their highest picture.
 */
export function galleryLayout(
  groups: readonly MistakeGroup[],
  sizes: ReadonlyMap<number, PictureSize>,
  scale: PictureScale,
  width: number,
): GalleryLayout {
  const columns = Math.max(1, Math.floor((width + GAP) / (LEAST_WIDTH + GAP)));
  const column = Math.floor((width - (columns - 1) * GAP) / columns);
  const room = width - 2 * TILE_PADDING - 2;
  const rows: GalleryRow[] = [];
  const rowOf: number[] = [];
  for (const group of groups) {
    if (group.track !== null) rows.push({ kind: 'group', height: GROUP_HEIGHT, group });
    let tiles: GalleryTile[] = [];
    let used = 0;
    const endRow = () => {
      if (tiles.length === 0) return;
      const pictureHeight = Math.max(...tiles.map(({ picture }) => picture.height));
      // A border and padding above and below, padding between picture and words, the gap below.
      const height = pictureHeight + TILE_WORDS + 3 * TILE_PADDING + 2 + GAP;
      rows.push({ kind: 'tiles', height, pictureHeight, tiles });
      tiles = [];
      used = 0;
    };
    for (const { index } of group.mistakes) {
      const size = sizes.get(index) ?? USUAL;
      const factor = pictureScale(size, scale, room);
      const picture = {
        width: Math.max(1, Math.round(size.width * factor)),
        height: Math.max(1, Math.round(size.height * factor)),
      };
      const wanted = picture.width + 2 * TILE_PADDING + 2;
      const span = Math.min(columns, Math.max(1, Math.ceil((wanted + GAP) / (column + GAP))));
      if (used + span > columns) endRow();
      const left = used * (column + GAP);
      const place = rowOf.length;
      tiles.push({ place, index, left, width: span * (column + GAP) - GAP, picture });
      rowOf.push(rows.length);
      used += span;
    }
    endRow();
  }
  const tops = new Float64Array(rows.length + 1);
  for (const [i, { height }] of rows.entries()) tops[i + 1] = tops[i] + height;
  return { rows, tops, rowOf: Uint32Array.from(rowOf) };
}

/** The tiles of the row that holds a place. */
export function tilesAround({ rows, rowOf }: GalleryLayout, place: number): readonly GalleryTile[] {
  const row = rows[rowOf[place]];
  return row?.kind === 'tiles' ? row.tiles : [];
}

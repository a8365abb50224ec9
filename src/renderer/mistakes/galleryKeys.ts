import type { GalleryLayout, GalleryTile } from './galleryLayout.ts';
import { tilesAround } from './galleryLayout.ts';

/**
 * The place that a key leads to from another; null for keys that lead nowhere. Left and right go along the list, up
 * and down to the nearest tile of the next row, Page keys `page` CSS pixels on; ends stay where they are.
 */
export function placeByKey(
  layout: GalleryLayout,
  place: number,
  key: string,
  isFar: boolean,
  page: number,
): number | null {
  const last = layout.rowOf.length - 1;
  if (last < 0) return null;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, place - 1);
    case 'ArrowRight':
      return Math.min(last, place + 1);
    case 'ArrowUp':
      return inRow(layout, place, -1, 1);
    case 'ArrowDown':
      return inRow(layout, place, 1, 1);
    case 'PageUp':
      return inRow(layout, place, -1, page);
    case 'PageDown':
      return inRow(layout, place, 1, page);
    case 'Home':
      return isFar ? 0 : (tilesAround(layout, place)[0]?.place ?? 0);
    case 'End':
      return isFar ? last : (tilesAround(layout, place).at(-1)?.place ?? last);
    default:
      return null;
  }
}

/** The tile below or above, at least one row on and up to a distance, that lies nearest in its row. */
function inRow(layout: GalleryLayout, place: number, step: 1 | -1, distance: number): number {
  const from = tilesAround(layout, place).find((tile) => tile.place === place);
  if (!from) return place;
  let found = place;
  let passed = 0;
  for (let row = layout.rowOf[place] + step; ; row += step) {
    const line = layout.rows[row];
    if (line === undefined) return found;
    if (line.kind === 'group') continue;
    passed += line.height;
    if (found !== place && passed > distance) return found;
    found = nearest(line.tiles, from);
    if (passed >= distance) return found;
  }
}

function nearest(tiles: readonly GalleryTile[], { left, width }: GalleryTile): number {
  const distance = (tile: GalleryTile) => Math.abs(tile.left + tile.width / 2 - left - width / 2);
  return tiles.reduce((best, tile) => (distance(tile) < distance(best) ? tile : best)).place;
}

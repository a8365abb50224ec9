import type { ImageRecord } from './dataset.ts';
import { sha256 } from './sha256.ts';

/**
 * What, next to the pixels' own SHA-256, makes a set's content hash: classes, sizes, labels and tracks, in
 * order. File names are left out, so that a data set that was moved is still the same.
 */
export function contentText(
  classes: readonly string[],
  records: readonly ImageRecord[],
  pixelHash: string,
): string {
  const lines = records.map(
    ({ width, height, label, track }) => `${width} ${height} ${label} ${JSON.stringify(track)}`,
  );
  return ['images 1', JSON.stringify(classes), ...lines, pixelHash, ''].join('\n');
}

/** The content hash of a set in memory; the cache, which hashes while it writes, comes to the same one. */
export function contentHash(
  classes: readonly string[],
  records: readonly ImageRecord[],
  pixels: Uint8Array,
): string {
  return sha256(new TextEncoder().encode(contentText(classes, records, sha256(pixels))));
}

import { WINOGRAD_LANES, WINOGRAD_SPAN } from './layout';
import { transpose } from './pack';
import { zero } from './vector';

/*
 * The copy in scratch memory in which rows of some patches of 16 channels are transformed, before they are turned to
 * [column][16].
 */

/** Channels, up to whole blocks of 16. */
export function inLanes(channels: i32): i32 {
  return (channels + WINOGRAD_LANES - 1) & -WINOGRAD_LANES;
}

/** Numbers between the beginning of a copied row and the column that its first patch begins at. */
const MARGIN = 8;
/** Bytes from one copied row to the next: `MARGIN`, four numbers for each patch and four more, up to a line of the cache. */
export const COPY_PITCH = (MARGIN + WINOGRAD_SPAN * 4 + 8) * 4;
/** Bytes of six copied rows of 16 channels. */
export const COPY_BYTES = WINOGRAD_LANES * 6 * COPY_PITCH;

/**
 * Where column 4 * i - `left` of a picture comes to lie, so that column 4 * i is on a boundary of 32 bytes, as long
 * stores want it.
 */
export function copyPlace(copied: usize, left: i32): usize {
  return copied + ((<usize>(MARGIN - left)) << 2);
}

/** Bytes of a row of zeros as long as a picture is wide: whole lines of the cache. */
export function zeroBytes(width: i32): usize {
  return (<usize>((width + 15) & ~15)) << 2;
}

/** Clears what of six rows of `columns` from `first` on lies beside a picture of `width`, and some of what does not. */
export function clearBeside(first: i32, columns: i32, width: i32, to: usize, pitch: usize): void {
  const end = to + 6 * pitch;
  if (first < 0) for (let at = to; at < end; at += pitch) v128.store(at, zero());
  for (let column = (width - first) & ~3; column < columns; column += 4) {
    for (let at = to + ((<usize>column) << 2); at < end; at += pitch) v128.store(at, zero());
  }
}

/** Rows of 16 channels, or of 8, `pitch` bytes apart, as [column][16]. */
export function interleave(from: usize, pitch: usize, columns: i32, halves: i32, to: usize): void {
  const end = (<usize>columns) << 2;
  for (let group = 0; group < 2 * halves; group++, from += 4 * pitch, to += 16) {
    for (let x: usize = 0; x < end; x += 16) transpose(from + x, pitch, to + (x << 4), 64);
  }
}

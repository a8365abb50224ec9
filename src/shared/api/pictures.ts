/**
 * Some pictures in one packet: RGB8, row by row, one after the other. Picture i has `widths[i]` x `heights[i]`
 * pixels and starts at byte `offsets[i]` of `pixels`.
 */
export interface Pictures {
  readonly widths: Uint32Array;
  readonly heights: Uint32Array;
  readonly offsets: Uint32Array;
  readonly pixels: Uint8Array;
}

/** Most pictures one call asks for. */
export const MOST_PICTURES = 512;

/** A decoded picture at its native size: `width * height * 3` bytes of RGB8, row by row. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** What an image file may be at most; beyond it is counted as bad. */
export const IMAGE_LIMITS = { bytes: 64 * 1024 * 1024, pixels: 4096 * 4096 } as const;

/**
 * What is done to one image on its way into a batch: 16 float32, written by the host side and followed by
 * every kernel. In order: cut the crop out of the native image; resize it to `resizeWidth` x `resizeHeight`;
 * keep the output's width x height at the window; adjust brightness, contrast and saturation in the given
 * order; add light. Whole numbers are stored as such (float32 holds them exactly up to 2^24).
 */
export const TRANSFORM_SIZE = 16;

/** Where each field of the record lies. */
export const transformField = {
  /** Left, top, width and height of the crop, in native pixels. */
  cropX: 0,
  cropY: 1,
  cropWidth: 2,
  cropHeight: 3,
  /** What the crop is resized to, in pixels; the window lies within. */
  resizeWidth: 4,
  resizeHeight: 5,
  /** Left and top of the output within the resized picture. */
  windowX: 6,
  windowY: 7,
  /** An index of `jitterOrders`, or -1 for no adjustment at all. */
  order: 8,
  /** Blend factors: 1 leaves as is, 0 gives black, the mean grey, the grey picture. */
  brightness: 9,
  contrast: 10,
  saturation: 11,
  /** Added to the channels. */
  lightRed: 12,
  lightGreen: 13,
  lightBlue: 14,
  /** An index of `interpolations`. */
  interpolation: 15,
} as const;

/** The orders of the three adjustments; each names the record's field that holds its factor. */
export const jitterOrders: readonly (readonly [JitterStep, JitterStep, JitterStep])[] = [
  ['brightness', 'contrast', 'saturation'],
  ['brightness', 'saturation', 'contrast'],
  ['contrast', 'brightness', 'saturation'],
  ['contrast', 'saturation', 'brightness'],
  ['saturation', 'brightness', 'contrast'],
  ['saturation', 'contrast', 'brightness'],
];

export type JitterStep = 'brightness' | 'contrast' | 'saturation';

/** How crops are resized, as Torch's image.scale does it (see resize.ts). */
export const interpolations = ['bicubic', 'bilinear'] as const;

export type Interpolation = (typeof interpolations)[number];

/** How an image becomes the network's input, from the Input node: size, channels and normalisation. */
export interface Preparation {
  readonly width: number;
  readonly height: number;
  /** 3 (red, green, blue) or 1 (grey, .299 R + .587 G + .114 B). */
  readonly channels: 1 | 3;
  /** One number a channel, on a scale where 1 is white. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

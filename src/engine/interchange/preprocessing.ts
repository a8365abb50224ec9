import type { ShapedNode } from '../graph/infer.ts';
import type { Shape } from '../nn/shape.ts';

/**
 * What has to be done to an image before an exported model takes it, in words and numbers for whoever reads the file.
 * A model whose input is a plain vector has its size alone.
 */
export interface Preprocessing {
  /** Per image: [channels, height, width], or [features]. */
  readonly size: Shape;
  readonly colour?: 'rgb' | 'grey';
  /** Weights of red, green and blue, where the image is made grey. */
  readonly grey?: readonly number[];
  /** Pixels are multiplied by it first: bytes become 0 to 1. */
  readonly scale?: number;
  readonly resize?: {
    readonly interpolation: 'bicubic' | 'bilinear';
    readonly corners: 'aligned';
    /** The kernel, and what size comes out. */
    readonly rule: string;
  };
  readonly crop?: 'centre';
  /** One number a channel: (value - mean) / deviation is the last step. */
  readonly mean?: readonly number[];
  readonly deviation?: readonly number[];
}

/** Parameters of the Input node, see nn/input.ts. */
interface InputParams {
  readonly size: Shape;
  readonly colour: 'rgb' | 'grey';
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  readonly resize: 'bicubic' | 'bilinear';
}

const RULES = {
  bicubic:
    'Catmull-Rom (a = -0.5) at i * (source - 1) / (target - 1), without antialiasing, as torch/image does',
  bilinear:
    'linear at i * (source - 1) / (target - 1) upwards, mean of the area downwards, as torch/image does',
} as const;

/** What an Input node does to the images of an evaluation. */
export function describePreprocessing(input: ShapedNode): Preprocessing {
  const { size, colour, mean, deviation, resize } = input.params as unknown as InputParams;
  if (size.length === 1) return { size };
  const eachChannel = (numbers: readonly number[]) =>
    Array.from({ length: size[0] }, (_, c) => numbers[c] ?? numbers[0]);
  return {
    size,
    colour,
    ...(colour === 'grey' && { grey: [0.299, 0.587, 0.114] }),
    scale: 1 / 255,
    resize: {
      interpolation: resize,
      corners: 'aligned',
      rule: `${RULES[resize]}; the side that is shorter, measured by the target, takes the target's size, the other follows, truncated`,
    },
    crop: 'centre',
    mean: eachChannel(mean),
    deviation: eachChannel(deviation),
  };
}

import type { Analysis } from '../../engine/graph/analyse.ts';

/** What the Input makes of an image, as far as its geometry goes. */
export interface ImageInput {
  readonly width: number;
  readonly height: number;
  readonly resize: 'bicubic' | 'bilinear';
}

/** Pictures larger than this are not drawn as samples. */
const LARGEST = 512;

/** The size of a graph's Input; null where there is none, or it takes no pictures of a size that can be shown. */
export function imageInput({ shaped }: Analysis): ImageInput | null {
  for (const { definition, params, outputShapes } of shaped.values()) {
    if (definition.category !== 'Input') continue;
    const [, height, width] = outputShapes[0];
    if (width === undefined || Math.max(width, height) > LARGEST) return null;
    return { width, height, resize: params.resize === 'bilinear' ? 'bilinear' : 'bicubic' };
  }
  return null;
}

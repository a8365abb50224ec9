import type { ImageSet } from '../../engine/data/dataset.ts';
import { createPrepareScratch, type InputFormat, prepareImage } from '../../engine/data/prepare.ts';
import type { Interpolation } from '../../engine/data/transform.ts';
import { createBatch, evaluationBatches } from '../../engine/training/batches.ts';

/** RGB8, row by row. */
export interface Preview {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** The first image of a set as a network's input shows it: resized, cut, grey where it is, but not normalised. */
export function networkView(set: ImageSet, format: InputFormat, interpolation: Interpolation): Preview {
  const { width, height, channels } = format;
  const plain = { ...format, mean: Array(channels).fill(0), deviation: Array(channels).fill(1) };
  const batch = createBatch(1);
  evaluationBatches({ set, indices: Uint32Array.of(0), format: plain, interpolation }, 1)(batch, 0);
  const area = width * height;
  const planes = new Float32Array(channels * area);
  prepareImage(set.pixels, set.records[0], batch.transforms, 0, plain, planes, 0, createPrepareScratch());
  const rgb = new Uint8Array(3 * area);
  for (let i = 0; i < rgb.length; i++) {
    const channel = channels === 1 ? 0 : i % 3;
    // Bicubic resizing goes below 0 and above 1 at edges.
    rgb[i] = Math.round(255 * Math.min(1, Math.max(0, planes[channel * area + Math.floor(i / 3)])));
  }
  return { width, height, rgb };
}

/** A picture of at most `side` pixels a side: itself, or each pixel the mean of a square of its pixels. */
export function shrunk({ width, height, rgb }: Preview, side: number): Preview {
  const step = Math.ceil(Math.max(width, height) / side);
  if (step <= 1) return { width, height, rgb };
  const small = { width: Math.ceil(width / step), height: Math.ceil(height / step) };
  const out = new Uint8Array(3 * small.width * small.height);
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      const [right, bottom] = [Math.min(width, (x + 1) * step), Math.min(height, (y + 1) * step)];
      const count = (right - x * step) * (bottom - y * step);
      const sum = [0, 0, 0];
      for (let row = y * step; row < bottom; row++) {
        for (let i = 3 * (row * width + x * step); i < 3 * (row * width + right); i += 3) {
          for (let c = 0; c < 3; c++) sum[c] += rgb[i + c];
        }
      }
      for (let c = 0; c < 3; c++) out[3 * (y * small.width + x) + c] = Math.round(sum[c] / count);
    }
  }
  return { ...small, rgb: out };
}

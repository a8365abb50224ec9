import { type Augmentation, augmentations, writeTransform } from '../../../engine/data/augmentation.ts';
import { createPrepareScratch, prepareImage } from '../../../engine/data/prepare.ts';
import { type Interpolation, TRANSFORM_SIZE } from '../../../engine/data/transform.ts';
import { createRandom } from '../../../engine/random/streams.ts';
import type { Pictures } from '../../../shared/api/pictures.ts';
import { fail } from '../../../shared/problem.ts';
import type { LoadedSelection } from '../loadData.ts';
import { placePictures, readPictures } from '../pictures.ts';
import { spread } from './samples.ts';

/** How many signs are shown, each in several draws. */
const MOST_SIGNS = 4;
/** Training counts its epochs from here. */
const FIRST_EPOCH = 1;

export interface AugmentationChoice {
  /** A name of `augmentations`. */
  readonly augmentation: string;
  readonly width: number;
  readonly height: number;
  readonly resize: Interpolation;
  readonly seed: number;
  /** Pictures in all. */
  readonly count: number;
}

/**
 * A few training images as a network of that input sees them in training with that seed, in colour, before
 * mean and deviation: picture i is sign i % n in epoch 1 + floor(i / n), n being up to 4. Values beyond 0 to
 * 1 are clamped. Throws ProblemError `unknown-augmentation`.
 */
export async function augmentationPictures(
  images: LoadedSelection,
  choice: AugmentationChoice,
): Promise<Pictures> {
  const { width, height, resize, seed, count } = choice;
  const augmentation = knownAugmentation(choice.augmentation);
  const indices = spread(images.set.records, images.indices, Math.min(MOST_SIGNS, count));
  const signs = readPictures(images, indices);
  const random = createRandom(seed, 'augmentation');
  const transform = new Float32Array(TRANSFORM_SIZE);
  const values = new Float32Array(3 * width * height);
  const scratch = createPrepareScratch();
  const format = { width, height, channels: 3, mean: [0, 0, 0], deviation: [1, 1, 1] } as const;
  const pictures = placePictures(new Array<{ width: number; height: number }>(count).fill({ width, height }));
  for (let i = 0; i < count; i++) {
    const sign = i % indices.length;
    const image = {
      offset: signs.offsets[sign],
      width: signs.widths[sign],
      height: signs.heights[sign],
    };
    random.reset(0, indices[sign], FIRST_EPOCH + Math.floor(i / indices.length));
    writeTransform(transform, 0, augmentation, image, { width, height, interpolation: resize }, random);
    prepareImage(signs.pixels, image, transform, 0, format, values, 0, scratch);
    writeBytes(values, pictures.pixels.subarray(pictures.offsets[i], pictures.offsets[i] + values.length));
    // Out of photographs a picture takes tens of milliseconds: let others have their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return pictures;
}

function knownAugmentation(name: string): Augmentation {
  if (Object.hasOwn(augmentations, name)) return name as Augmentation;
  const known = Object.keys(augmentations).join(', ');
  return fail('unknown-augmentation', `there is no augmentation "${name}": expected ${known}`);
}

/** Planar values of 0 to 1 as RGB8, pixel by pixel. */
function writeBytes(values: Float32Array, target: Uint8Array): void {
  const area = target.length / 3;
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++) {
      target[3 * i + channel] = Math.round(255 * Math.min(1, Math.max(0, values[channel * area + i])));
    }
  }
}

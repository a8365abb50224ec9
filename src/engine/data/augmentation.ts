import type { Random } from '../random/streams.ts';
import { transformField as field, type Interpolation, interpolations, jitterOrders } from './transform.ts';

export type Augmentation = 'none' | 'tutorial' | 'mild';

/** One recipe's numbers. Ranges are uniform, ends included as drawn. */
export interface AugmentationRecipe {
  readonly description: string;
  /** Share of the image's area that a crop takes; null for no random crop. */
  readonly area: readonly [number, number] | null;
  /** Crop's width over height, before width and height are swapped with probability one half. */
  readonly ratio: readonly [number, number];
  /** Brightness, contrast and saturation factors lie in 1 - jitter to 1 + jitter; 0 for none. */
  readonly jitter: number;
  /** Standard deviation along the principal components of ImageNet's colours; 0 for none. */
  readonly lighting: number;
}

/** The presets that a project's training settings may name. */
export const augmentations: Readonly<Record<Augmentation, AugmentationRecipe>> = {
  none: {
    description: 'Resizes the shorter side and keeps the centre.',
    area: null,
    ratio: [1, 1],
    jitter: 0,
    lighting: 0,
  },
  tutorial: {
    description: "The tutorial's: crops of 8 to 100 % of the area, strong colour jitter, lighting.",
    area: [0.08, 1],
    ratio: [3 / 4, 4 / 3],
    jitter: 0.4,
    lighting: 0.1,
  },
  mild: {
    description: 'Crops of 60 to 100 % of the area, gentle colour jitter.',
    area: [0.6, 1],
    ratio: [0.85, 1 / 0.85],
    jitter: 0.2,
    lighting: 0,
  },
};

/** The size that images are brought to, and how. */
export interface TransformTarget {
  readonly width: number;
  readonly height: number;
  /** Bicubic unless said otherwise. */
  readonly interpolation?: Interpolation;
}

const CROP_ATTEMPTS = 10;
/** Principal components of ImageNet's RGB values, as fb.resnet.torch's Lighting has them. */
const eigenvalues = [0.2175, 0.0188, 0.0045];
const eigenvectors = [
  [-0.5675, 0.7192, 0.4009],
  [-0.5808, -0.0045, -0.814],
  [-0.5836, -0.6948, 0.4203],
];

/**
 * Writes one image's transform record (transform.ts) at `out[at]`. All draws come from `random`, which the
 * caller has reset to (node 0, step = the image's dataset index, epoch) of stream `augmentation`: an image's
 * parameters depend on seed, epoch and dataset index, never on its place in a batch. Null means that nothing
 * is random, as in evaluation, whatever the preset. Drawn in float64, rounded to float32 once.
 */
export function writeTransform(
  out: Float32Array,
  at: number,
  preset: Augmentation,
  image: { readonly width: number; readonly height: number },
  target: TransformTarget,
  random: Random | null,
): void {
  const recipe = augmentations[preset];
  out.fill(0, at, at + 16);
  out[at + field.order] = -1;
  out[at + field.brightness] = 1;
  out[at + field.contrast] = 1;
  out[at + field.saturation] = 1;
  out[at + field.interpolation] = interpolations.indexOf(target.interpolation ?? 'bicubic');
  const cropped =
    random !== null && recipe.area !== null && writeCrop(out, at, recipe, image, target, random);
  if (!cropped) writeCentre(out, at, image, target);
  if (random === null) return;
  if (recipe.jitter > 0) writeJitter(out, at, recipe.jitter, random);
  if (recipe.lighting > 0) writeLight(out, at, recipe.lighting, random);
}

/**
 * Scale and CenterCrop of the tutorial's transforms.lua: the side that is shorter, measured by the target,
 * becomes the target's (an image that has it already stays as is); the other follows, truncated; the centre
 * is kept, an odd pixel cut on the left and top.
 */
function writeCentre(
  out: Float32Array,
  at: number,
  image: { readonly width: number; readonly height: number },
  target: TransformTarget,
): void {
  const { width, height } = image;
  const narrow = width * target.height < height * target.width;
  const fits = narrow ? width === target.width : height === target.height;
  const across = narrow ? target.width : Math.trunc((width / height) * target.height);
  const down = narrow ? Math.trunc((height / width) * target.width) : target.height;
  const resizeWidth = fits ? width : Math.max(across, target.width);
  const resizeHeight = fits ? height : Math.max(down, target.height);
  out[at + field.cropWidth] = width;
  out[at + field.cropHeight] = height;
  out[at + field.resizeWidth] = resizeWidth;
  out[at + field.resizeHeight] = resizeHeight;
  out[at + field.windowX] = Math.ceil((resizeWidth - target.width) / 2);
  out[at + field.windowY] = Math.ceil((resizeHeight - target.height) / 2);
}

/** RandomSizedCrop of transforms.lua: up to ten tries; false where none fits in the image. */
function writeCrop(
  out: Float32Array,
  at: number,
  recipe: AugmentationRecipe,
  image: { readonly width: number; readonly height: number },
  target: TransformTarget,
  random: Random,
): boolean {
  const [least, most] = recipe.area ?? [1, 1];
  for (let attempt = 0; attempt < CROP_ATTEMPTS; attempt++) {
    const area = between(least, most, random) * image.width * image.height;
    const ratio = between(recipe.ratio[0], recipe.ratio[1], random);
    const across = Math.round(Math.sqrt(area * ratio));
    const down = Math.round(Math.sqrt(area / ratio));
    const swap = random.nextUniform() < 0.5;
    const width = swap ? down : across;
    const height = swap ? across : down;
    if (width < 1 || height < 1 || width > image.width || height > image.height) continue;
    out[at + field.cropX] = random.nextInteger(image.width - width + 1);
    out[at + field.cropY] = random.nextInteger(image.height - height + 1);
    out[at + field.cropWidth] = width;
    out[at + field.cropHeight] = height;
    out[at + field.resizeWidth] = target.width;
    out[at + field.resizeHeight] = target.height;
    return true;
  }
  return false;
}

function writeJitter(out: Float32Array, at: number, jitter: number, random: Random): void {
  out[at + field.order] = random.nextInteger(jitterOrders.length);
  out[at + field.brightness] = between(1 - jitter, 1 + jitter, random);
  out[at + field.contrast] = between(1 - jitter, 1 + jitter, random);
  out[at + field.saturation] = between(1 - jitter, 1 + jitter, random);
}

function writeLight(out: Float32Array, at: number, deviation: number, random: Random): void {
  const first = random.nextNormal() * deviation * eigenvalues[0];
  const second = random.nextNormal() * deviation * eigenvalues[1];
  const third = random.nextNormal() * deviation * eigenvalues[2];
  for (let channel = 0; channel < 3; channel++) {
    const row = eigenvectors[channel];
    out[at + field.lightRed + channel] = row[0] * first + row[1] * second + row[2] * third;
  }
}

function between(from: number, to: number, random: Random): number {
  return from + (to - from) * random.nextUniform();
}

import type { ImageSet } from '../../../data/dataset.ts';
import { interpolations, TRANSFORM_SIZE, transformField } from '../../../data/transform.ts';
import type { Batch } from '../../device.ts';
import { SLOT_WORDS, slotField } from './slotFields.ts';

/** Where an image's pixels lie. */
export interface PixelPlace {
  readonly page: number;
  /** Of the byte that would be its first, were all of it there. */
  readonly offset: number;
}

/** Fields that a slot takes over from the transform record as whole numbers, and as float32. */
const WHOLE = [
  'cropX',
  'cropY',
  'cropWidth',
  'cropHeight',
  'resizeWidth',
  'resizeHeight',
  'windowX',
  'windowY',
  'interpolation',
  'order',
] as const;
const SHARES = ['brightness', 'contrast', 'saturation', 'lightRed', 'lightGreen', 'lightBlue'] as const;

/** What the kernels must know of every image of a batch, as words for the GPU. */
export interface Slots {
  readonly words: Uint32Array<ArrayBuffer>;
  write(batch: Batch, image: number, set: ImageSet, place: PixelPlace): void;
  /** Has an image lie on another page. */
  move(image: number, page: number): void;
}

/** Slots for as many images. */
export function createSlots(capacity: number): Slots {
  const words = new Uint32Array(capacity * SLOT_WORDS);
  const whole = new Int32Array(words.buffer);
  const shares = new Float32Array(words.buffer);
  return {
    words,
    move: (image, page) => {
      words[image * SLOT_WORDS + slotField.page] = page;
    },
    write({ indices, transforms }, image, set, { page, offset }) {
      const slot = image * SLOT_WORDS;
      const from = image * TRANSFORM_SIZE;
      const get = (field: keyof typeof transformField) => transforms[from + transformField[field]];
      words[slot + slotField.page] = page;
      whole[slot + slotField.offset] = offset;
      words[slot + slotField.width] = set.records[indices[image]].width;
      for (const field of WHOLE) whole[slot + slotField[field]] = get(field);
      for (const field of SHARES) shares[slot + slotField[field]] = get(field);
      const bicubic = interpolations[get('interpolation')] === 'bicubic';
      shares[slot + slotField.scaleX] = axisScale(get('cropWidth'), get('resizeWidth'), bicubic);
      shares[slot + slotField.scaleY] = axisScale(get('cropHeight'), get('resizeHeight'), bicubic);
    },
  };
}

/** Native samples from one resized sample to the next: data/resize.ts. */
function axisScale(source: number, length: number, bicubic: boolean): number {
  if (!bicubic && length < source) return source / length;
  return length === 1 ? 0 : (source - 1) / (length - 1);
}

import { createRandom, type Random } from '../../random/streams.ts';
import { gtsrbClassNames } from '../classNames.ts';
import { contentHash } from '../contentHash.ts';
import type { ImageRecord, ImageSet } from '../dataset.ts';
import { faces } from './faces.ts';
import { createCanvas, drawPicture } from './picture.ts';
import { blur, expose } from './sensor.ts';
import { paint, withHalves } from './texture.ts';
import { drawTrack, viewAt } from './track.ts';

/** The seed the built-in data set is drawn from wherever no other is asked for. */
export const SIGNS_SEED = 43;

/** Changes whenever the drawn pixels do. */
export const SIGNS_VERSION = 2;

export interface SignsOptions {
  readonly split: 'train' | 'test';
  /**
   * Physical signs of each class; 20 for training and 15 for test unless said otherwise. Fewer, each with
   * more frames, let a network learn the backgrounds: with 2 of 30 a small one came to 0.21 of the test set,
   * with 20 of 3 to 0.97.
   */
  readonly tracks?: number;
  /** Pictures of each; 3 for training and 1 for test unless said otherwise. */
  readonly frames?: number;
  readonly seed?: number;
  /** Makes the memory of the pixels; ordinary memory unless said otherwise. */
  readonly allocate?: (bytes: number) => Uint8Array;
}

/** Pictures drawn so far, and in all. */
export interface DrawingProgress {
  readonly done: number;
  readonly total: number;
}

const FACE_SIZE = 96;
const MOST_PIXELS = 72;
/** Test tracks are counted from here on, so that none is a training track. */
const TEST_TRACKS = 0x10000;

/**
 * Draws the built-in data set: GTSRB's 43 classes as a car's camera might see them, no picture, font or file
 * needed. Frames of a track share sign, background, light and cover, from far to near. All randomness is of
 * stream `signs`: a track draws from (node = class, step = track, epoch 0), its frame k from epoch k + 1.
 * Only whole numbers and float64's + - * / and square root are used (no power, no sine), kept in float32
 * arrays: IEEE 754 says each bit of them, so that the pixels are the same in every engine; a test holds their
 * hash.
 */
export function drawSigns(options: SignsOptions): ImageSet {
  const drawing = drawSignsGradually(options);
  let step = drawing.next();
  while (!step.done) step = drawing.next();
  return step.value;
}

/** `drawSigns` class by class, about 40 ms each: for where others must have their turn in between. */
export function* drawSignsGradually(options: SignsOptions): Generator<DrawingProgress, ImageSet> {
  const { split, seed = SIGNS_SEED, allocate = (bytes) => new Uint8Array(bytes) } = options;
  const { tracks = split === 'train' ? 20 : 15, frames = split === 'train' ? 3 : 1 } = options;
  const random = createRandom(seed, 'signs');
  const canvas = createCanvas(MOST_PIXELS);
  const scratch = new Uint8Array(faces.length * tracks * frames * MOST_PIXELS * MOST_PIXELS * 3);
  const records: ImageRecord[] = [];
  let offset = 0;
  for (const [label, face] of faces.entries()) {
    const levels = withHalves(paint(face, FACE_SIZE));
    for (let t = 0; t < tracks; t++) {
      const step = split === 'train' ? t : TEST_TRACKS + t;
      random.reset(label, step, 0);
      const track = drawTrack(random);
      for (let frame = 0; frame < frames; frame++) {
        random.reset(label, step, frame + 1);
        const share = frames > 1 ? frame / (frames - 1) : random.nextUniform();
        const view = viewAt(track, share, random);
        drawPicture(canvas, track, view, levels);
        blur(canvas, view.width, view.height, 0.33 * rarely(random), 0.3 * rarely(random));
        expose(canvas, view.width * view.height, 2 + 9 * rarely(random), random, scratch, offset);
        records.push(recordOf(split, label, t, frame, view, offset));
        offset += view.width * view.height * 3;
      }
    }
    yield { done: (label + 1) * tracks * frames, total: faces.length * tracks * frames };
  }
  const pixels = allocate(offset);
  pixels.set(scratch.subarray(0, offset));
  let hash: string | null = null;
  return {
    classes: gtsrbClassNames,
    records,
    pixels,
    // Only where it is asked for: a cache hashes by itself, and this one stops everything else meanwhile.
    get contentHash() {
      hash ??= contentHash(gtsrbClassNames, records, pixels);
      return hash;
    },
  };
}

/** From 0 to 1, mostly small. */
function rarely(random: Random): number {
  const value = random.nextUniform();
  return value * value;
}

/** Tracks and files are named as GTSRB's are: class, then track, then frame. */
function recordOf(
  split: string,
  label: number,
  track: number,
  frame: number,
  { width, height }: { readonly width: number; readonly height: number },
  offset: number,
): ImageRecord {
  const digits = (value: number) => String(value).padStart(5, '0');
  const name = `${split}/${digits(label)}/${digits(track)}`;
  return { offset, width, height, label, track: name, file: `${name}_${digits(frame)}` };
}

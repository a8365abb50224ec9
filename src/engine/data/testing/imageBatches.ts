import type { Batch } from '../../devices/device.ts';
import { createRandom } from '../../random/streams.ts';
import { type Augmentation, writeTransform } from '../augmentation.ts';
import type { ImageSet } from '../dataset.ts';
import { createPrepareScratch, type InputFormat, prepareImage } from '../prepare.ts';
import { type Interpolation, TRANSFORM_SIZE } from '../transform.ts';

/** Images of the given widths and heights, of all colours, in four classes; they begin at a byte that is no whole word. */
export function imagesOf(sizes: readonly (readonly [width: number, height: number])[]): ImageSet {
  let offset = 3;
  const records = sizes.map(([width, height], i) => {
    const record = { offset, width, height, label: i % 4, track: '', file: `${i}.ppm` };
    offset += width * height * 3;
    return record;
  });
  const pixels = new Uint8Array(offset);
  for (let i = 0; i < offset; i++) pixels[i] = (i * 7919 + (i >> 5) * 101) % 251;
  return { classes: ['a', 'b', 'c', 'd'], records, pixels, contentHash: '' };
}

/** How images become a batch. */
export interface BatchWords {
  readonly capacity: number;
  readonly format: InputFormat;
  readonly augmentation: Augmentation;
  readonly interpolation: Interpolation;
  readonly epoch: number;
  /** The images, by their records; all of the set in order if not given. */
  readonly indices?: readonly number[];
}

/** A batch of some of a set's images, transformed at random. */
export function batchOf({ records }: ImageSet, words: BatchWords): Batch {
  const { capacity, format, augmentation, interpolation, epoch } = words;
  const { indices = [...records.keys()] } = words;
  const batch = {
    count: indices.length,
    indices: new Uint32Array(capacity),
    labels: new Int32Array(capacity),
    transforms: new Float32Array(capacity * TRANSFORM_SIZE),
  };
  indices.forEach((index, i) => {
    const random = createRandom(89, 'augmentation', { step: i, epoch });
    const wanted = { ...format, interpolation };
    writeTransform(batch.transforms, i * TRANSFORM_SIZE, augmentation, records[index], wanted, random);
    batch.indices[i] = index;
    batch.labels[i] = records[index].label;
  });
  return batch;
}

/** The input that a batch becomes, NCHW, by the reference's own code. */
export function preparedByReference(set: ImageSet, batch: Batch, format: InputFormat): Float32Array {
  const size = format.channels * format.width * format.height;
  const into = new Float32Array(batch.count * size);
  const scratch = createPrepareScratch();
  for (let i = 0; i < batch.count; i++) {
    const record = set.records[batch.indices[i]];
    const at = i * TRANSFORM_SIZE;
    prepareImage(set.pixels, record, batch.transforms, at, format, into, i * size, scratch);
  }
  return into;
}

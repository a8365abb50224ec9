import { type Augmentation, writeTransform } from '../data/augmentation.ts';
import type { ImageSet } from '../data/dataset.ts';
import type { InputFormat } from '../data/prepare.ts';
import { appearances, drawBalanced, writeEpochOrder } from '../data/sampling.ts';
import { type Interpolation, TRANSFORM_SIZE } from '../data/transform.ts';
import type { Batch } from '../devices/device.ts';
import { createRandom } from '../random/streams.ts';

/** Images of one set, in the order they are visited. */
export interface BatchSource {
  readonly set: ImageSet;
  /** Dataset indices. */
  readonly indices: Uint32Array;
  readonly format: InputFormat;
  readonly interpolation: Interpolation;
}

/** Makes an empty batch of at most `capacity` images. */
export function createBatch(capacity: number): Batch {
  return {
    count: 0,
    indices: new Uint32Array(capacity),
    labels: new Int32Array(capacity),
    transforms: new Float32Array(capacity * TRANSFORM_SIZE),
  };
}

/** Fills `batch` with batch number `step` of a pass; nothing is allocated. */
export type BatchFiller = (batch: Batch, step: number) => void;

/** How many batches a pass takes: the last one may be partial. */
export function batchCount(images: number, batchSize: number): number {
  return Math.ceil(images / batchSize);
}

/** What decides which images an epoch has, and how they come. */
export interface EpochOptions {
  readonly seed: number;
  readonly epoch: number;
  readonly augmentation: Augmentation;
  /** By which classes are drawn more evenly than they are there: see `drawBalanced`. */
  readonly balance: number;
}

/** Batches of one training epoch: drawn, shuffled and augmented as its options say, wherever it is taken up. */
export function trainingBatches(
  source: BatchSource,
  batchSize: number,
  { seed, epoch, augmentation, balance }: EpochOptions,
): BatchFiller {
  const { records } = source.set;
  const order = new Uint32Array(source.indices.length);
  writeEpochOrder(drawBalanced(records, source.indices, balance, seed, epoch), seed, epoch, order);
  // An image that comes again is changed otherwise; where none does, all appearances are the first.
  const before = balance === 0 ? null : appearances(order, records.length);
  const random = createRandom(seed, 'augmentation');
  return filler(source, order, batchSize, (transforms, at, index, place) => {
    random.reset(before === null ? 0 : before[place], index, epoch);
    writeTransform(transforms, at, augmentation, records[index], targetOf(source), random);
  });
}

/** Batches in the set's own order, resized and cut to the centre: for evaluation. */
export function evaluationBatches(source: BatchSource, batchSize: number): BatchFiller {
  return filler(source, source.indices, batchSize, (transforms, at, index) =>
    writeTransform(transforms, at, 'none', source.set.records[index], targetOf(source), null),
  );
}

function targetOf({ format, interpolation }: BatchSource) {
  return { width: format.width, height: format.height, interpolation };
}

function filler(
  { set }: BatchSource,
  order: Uint32Array,
  batchSize: number,
  transform: (transforms: Float32Array, at: number, index: number, place: number) => void,
): BatchFiller {
  return (batch, step) => {
    const from = step * batchSize;
    batch.count = Math.min(batchSize, order.length - from);
    for (let i = 0; i < batch.count; i++) {
      const index = order[from + i];
      batch.indices[i] = index;
      batch.labels[i] = set.records[index].label;
      transform(batch.transforms, i * TRANSFORM_SIZE, index, from + i);
    }
  };
}

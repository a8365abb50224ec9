import { type Augmentation, writeTransform } from '../data/augmentation.ts';
import type { ImageSet } from '../data/dataset.ts';
import type { InputFormat } from '../data/prepare.ts';
import { writeEpochOrder } from '../data/sampling.ts';
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

/** Batches of one training epoch: shuffled and augmented as seed and epoch say, wherever it is taken up. */
export function trainingBatches(
  source: BatchSource,
  batchSize: number,
  {
    seed,
    epoch,
    augmentation,
  }: { readonly seed: number; readonly epoch: number; readonly augmentation: Augmentation },
): BatchFiller {
  const order = new Uint32Array(source.indices.length);
  writeEpochOrder(source.indices, seed, epoch, order);
  const random = createRandom(seed, 'augmentation');
  return filler(source, order, batchSize, (transforms, at, index) => {
    random.reset(0, index, epoch);
    writeTransform(transforms, at, augmentation, source.set.records[index], targetOf(source), random);
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
  transform: (transforms: Float32Array, at: number, index: number) => void,
): BatchFiller {
  return (batch, step) => {
    const from = step * batchSize;
    batch.count = Math.min(batchSize, order.length - from);
    for (let i = 0; i < batch.count; i++) {
      const index = order[from + i];
      batch.indices[i] = index;
      batch.labels[i] = set.records[index].label;
      transform(batch.transforms, i * TRANSFORM_SIZE, index);
    }
  };
}

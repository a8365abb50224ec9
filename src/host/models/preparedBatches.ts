import { createPrepareScratch, prepareImage } from '../../engine/data/prepare.ts';
import { TRANSFORM_SIZE } from '../../engine/data/transform.ts';
import type { Tensor } from '../../engine/tensor.ts';
import {
  type BatchSource,
  batchCount,
  createBatch,
  evaluationBatches,
} from '../../engine/training/batches.ts';

/** A source's images as the network's input, resized and normalised, in batches: [n, channels, height, width]. */
export function* preparedBatches(source: BatchSource, size: number): Generator<Tensor> {
  const { channels, width, height } = source.format;
  const each = channels * width * height;
  const fill = evaluationBatches(source, size);
  const batch = createBatch(size);
  const scratch = createPrepareScratch();
  for (let step = 0; step < batchCount(source.indices.length, size); step++) {
    fill(batch, step);
    const data = new Float32Array(batch.count * each);
    for (let i = 0; i < batch.count; i++) {
      const record = source.set.records[batch.indices[i]];
      const { pixels } = source.set;
      prepareImage(
        pixels,
        record,
        batch.transforms,
        i * TRANSFORM_SIZE,
        source.format,
        data,
        i * each,
        scratch,
      );
    }
    yield { shape: [batch.count, channels, height, width], data };
  }
}

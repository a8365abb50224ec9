import type { ImageSet } from '../../data/dataset.ts';
import type { InputFormat } from '../../data/prepare.ts';
import type { BackgroundTeam } from '../cpu/backgroundTeam.ts';
import type { SharedMemory } from '../cpu/memory.ts';
import { createStaging } from '../cpu/staging.ts';
import type { Batch } from '../device.ts';

/** The way of batches to TensorFlow: one is prepared by threads of its own while the one before is computed on. */
export interface InputLine {
  bind(images: ImageSet, preparation: InputFormat): void;
  /** Begins to prepare a batch, in the other of two places, once the one under way is done. */
  begin(batch: Batch): void;
  /** Waits until the batch is prepared. */
  settle(): void;
  /** The images and the classes of the latest batch, at full capacity; they stay until the batch after the next. */
  images(): Float32Array;
  labels(): Int32Array;
  dispose(): void;
}

/** Makes the line for batches of `capacity` images of `size` numbers each. */
export function createInputLine(
  shared: SharedMemory,
  team: BackgroundTeam,
  capacity: number,
  size: number,
): InputLine {
  const places = [0, 1].map(() => {
    const address = shared.allocate(Math.max(1, capacity * size) * 4, `a batch of ${capacity} images`);
    return {
      address,
      staging: createStaging(shared, team, address, capacity),
      images: new Float32Array(shared.memory.buffer, address, capacity * size),
      labels: new Int32Array(capacity),
    };
  });
  let latest = places[0];
  return {
    bind(images, preparation) {
      for (const { staging } of places) staging.bind(images, preparation);
    },
    begin(batch) {
      team.settle();
      latest = latest === places[0] ? places[1] : places[0];
      latest.labels.set(batch.labels.subarray(0, batch.count));
      latest.staging.prepare(batch);
    },
    settle: () => team.settle(),
    images: () => latest.images,
    labels: () => latest.labels,
    dispose() {
      team.settle();
      for (const { address, staging } of places) {
        staging.dispose();
        shared.free(address);
      }
    },
  };
}

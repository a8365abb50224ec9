import type { Range } from './arena.ts';
import { MAP_MODE_READ, usage } from './flags.ts';
import type { Gpu } from './gpu.ts';

/** Bytes of the buffers that wait for small reads: loss, counts, the scores of a batch of some size. */
const SMALL = 64 * 1024;
/** How many of them: reads that may be under way at once without taking memory anew. */
const RING = 3;

/** The way of numbers back from the GPU. */
export interface Readback {
  /** The bytes of a range once all that was asked of the GPU before is done; valid until `use` returns. */
  read(range: Range, use: (bytes: ArrayBuffer) => void): Promise<void>;
  dispose(): void;
}

/** Makes the ring of buffers that small reads go through; larger ones take a buffer of their own each time. */
export function createReadback({ device, raise }: Gpu): Readback {
  const make = (size: number) =>
    device.createBuffer({ label: 'readback', size, usage: usage.MAP_READ | usage.COPY_DST });
  const free = Array.from({ length: RING }, () => make(SMALL));
  let disposed = false;
  return {
    async read({ buffer, offset, size }, use) {
      const ring = size <= SMALL ? free.pop() : undefined;
      const staging = ring ?? make(size);
      try {
        const encoder = device.createCommandEncoder();
        encoder.copyBufferToBuffer(buffer, offset, staging, 0, size);
        device.queue.submit([encoder.finish()]);
        await staging.mapAsync(MAP_MODE_READ, 0, size);
        use(staging.getMappedRange(0, size));
        staging.unmap();
      } catch (error) {
        raise();
        throw error;
      } finally {
        if (ring && !disposed) free.push(ring);
        else staging.destroy();
      }
    },
    dispose() {
      disposed = true;
      for (const buffer of free) buffer.destroy();
    },
  };
}

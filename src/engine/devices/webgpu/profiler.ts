import type { Range } from './arena.ts';
import { usage } from './flags.ts';
import type { Gpu } from './gpu.ts';
import { type BoundOperation, encodeOperations } from './procedure.ts';

/** Times operations by the GPU's own clock. */
export interface Profiler {
  /** Encodes each operation as a pass of its own; `times` reads what they took. */
  encode(
    encoder: GPUCommandEncoder,
    operations: readonly BoundOperation[],
    n: number,
    runGroup: GPUBindGroup,
  ): void;
  /** Where the last run's nanoseconds lie, begin and end of each operation as 64-bit numbers. */
  times(operations: number): Range;
  dispose(): void;
}

/** A profiler for procedures of at most so many operations. The GPU must have the feature timestamp-query. */
export function createProfiler({ device }: Gpu, operations: number): Profiler {
  const count = 2 * operations;
  const queries = device.createQuerySet({ type: 'timestamp', count });
  const buffer = device.createBuffer({
    label: 'times',
    size: 8 * count,
    usage: usage.QUERY_RESOLVE | usage.COPY_SRC,
  });
  return {
    encode(encoder, list, n, runGroup) {
      list.forEach((operation, i) => {
        const timestampWrites = {
          querySet: queries,
          beginningOfPassWriteIndex: 2 * i,
          endOfPassWriteIndex: 2 * i + 1,
        };
        const pass = encoder.beginComputePass({ timestampWrites });
        pass.setBindGroup(1, runGroup);
        encodeOperations(pass, [operation], n);
        pass.end();
      });
      encoder.resolveQuerySet(queries, 0, 2 * list.length, buffer, 0);
    },
    times: (length) => ({ buffer, offset: 0, size: 16 * length }),
    dispose() {
      queries.destroy();
      buffer.destroy();
    },
  };
}

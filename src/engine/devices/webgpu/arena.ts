import { fail, ProblemError } from '../../../shared/problem.ts';
import { type Program, type ValueId, valueElements } from '../../compiler/program.ts';
import { outOfMemoryProblem } from './faults.ts';
import { usage } from './flags.ts';
import { formatBytes } from './formatBytes.ts';
import type { Gpu } from './gpu.ts';
import { aligned, type Place } from './place.ts';
import { bufferStarts } from './segments.ts';

/** A run of bytes in a buffer. */
export interface Range {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

/** The memory of a Program on the GPU: its plan, in as few buffers as the plan's segments allow. */
export interface Arena {
  /** Where bytes of the plan lie. Throws ProblemError where they are more than the GPU can bind at once. */
  range(address: number, bytes: number): Range;
  /** Where a value lies. */
  place(value: ValueId): Place;
  dispose(): void;
}

/** Takes the memory of a Program, all zeros. Throws ProblemError where the GPU has too little. */
export async function createArena(gpu: Gpu, program: Program): Promise<Arena> {
  const { values, capacity, memory: plan } = program;
  const what = `this graph at a batch of ${capacity}`;
  const starts = bufferStarts(program);
  const buffers: { readonly start: number; readonly buffer: GPUBuffer }[] = [];
  const dispose = () => {
    for (const { buffer } of buffers) buffer.destroy();
  };
  for (const [i, start] of starts.entries()) {
    const size = (starts[i + 1] ?? aligned(Math.max(plan.bytes, 1))) - start;
    const buffer = size > gpu.limits.maxBufferSize ? null : await takeBuffer(gpu.device, `memory ${i}`, size);
    if (buffer === null) {
      dispose();
      throw new ProblemError(outOfMemoryProblem(plan.bytes, what));
    }
    buffers.push({ start, buffer });
  }
  return {
    range(address, bytes) {
      const most = gpu.limits.maxStorageBufferBindingSize;
      if (bytes > most) {
        fail(
          'gpu-out-of-memory',
          `${what} has a tensor of ${formatBytes(bytes)}, and this GPU takes at most ${formatBytes(most)} at once; a smaller batch needs less`,
        );
      }
      let at = buffers.length - 1;
      while (buffers[at].start > address) at--;
      return { buffer: buffers[at].buffer, offset: address - buffers[at].start, size: bytes };
    },
    place(id) {
      const { name, view } = values[id];
      if (plan.offsets[id] < 0) throw new Error(`value ${name} has no place: no procedure makes it`);
      const whole = view ? view.base : id;
      const bytes = Math.ceil(valueElements(values[whole], capacity) / 4) * 16;
      return { address: plan.offsets[whole], bytes, shift: view?.offset ?? 0 };
    },
    dispose,
  };
}

/** A buffer of zeros for kernels and copies; null where the GPU has no memory left for it. */
export async function takeBuffer(device: GPUDevice, label: string, size: number): Promise<GPUBuffer | null> {
  device.pushErrorScope('out-of-memory');
  const buffer = device.createBuffer({
    label,
    size,
    usage: usage.STORAGE | usage.COPY_SRC | usage.COPY_DST,
  });
  if ((await device.popErrorScope()) === null) return buffer;
  buffer.destroy();
  return null;
}

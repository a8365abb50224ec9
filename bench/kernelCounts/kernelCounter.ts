import type { Arena } from '../../src/engine/devices/webgpu/arena.ts';
import { usage } from '../../src/engine/devices/webgpu/flags.ts';
import type { Gpu } from '../../src/engine/devices/webgpu/gpu.ts';
import { type Kernel, RUN_BYTES } from '../../src/engine/devices/webgpu/kernel.ts';
import { createPipelines } from '../../src/engine/devices/webgpu/pipelines.ts';
import { encodeOperations } from '../../src/engine/devices/webgpu/procedure.ts';
import { createReadback } from '../../src/engine/devices/webgpu/readback.ts';
import { keyWords } from '../../src/engine/random/streams.ts';
import { countedShader, counterBytes, readCounters } from './countedShader.ts';

/** What a dispatch did. */
export interface KernelCounts {
  readonly label: string;
  readonly workgroups: number;
  /** Of a workgroup. */
  readonly threads: number;
  /** Multiply-adds of its products. */
  readonly products: number;
  /** Numbers of 4 bytes read and written, by the kernel's names for its operands. */
  readonly operands: readonly { readonly name: string; readonly loads: number; readonly stores: number }[];
}

/** Runs kernels that count what they do. */
export interface KernelCounter {
  /** Runs a kernel once. Throws where the GPU has too few bindings to count with. */
  count(kernel: Kernel): Promise<KernelCounts>;
  dispose(): void;
}

/** Any: it is the position of a first step. */
const SEED = 1;
const [EPOCH, STEP] = [1, 0];

/** Makes what runs kernels on the n images of a batch in an arena. */
export function createKernelCounter(gpu: Gpu, arena: Arena, n: number): KernelCounter {
  const { device, limits, raise } = gpu;
  const pipelines = createPipelines(gpu);
  const readback = createReadback(gpu);
  const run = device.createBuffer({ label: 'run', size: RUN_BYTES, usage: usage.UNIFORM | usage.COPY_DST });
  device.queue.writeBuffer(run, 0, Uint32Array.of(n, STEP, EPOCH, ...keyWords(SEED)));
  const runGroup = device.createBindGroup({
    layout: pipelines.runLayout,
    entries: [{ binding: 0, resource: { buffer: run } }],
  });
  return {
    async count(kernel) {
      const { label, bindings, workgroups } = kernel;
      const { source, operands } = countedShader(kernel);
      const size = counterBytes(operands.length);
      const counters = device.createBuffer({ label, size, usage: usage.STORAGE | usage.COPY_SRC });
      const resources = [
        ...bindings.map(({ address, bytes }) => arena.range(address, bytes)),
        { buffer: counters, offset: 0, size },
      ];
      const most = limits.maxStorageBuffersPerShaderStage;
      if (resources.length > most) {
        throw new Error(`${label} takes ${resources.length} bindings to count, and this GPU has ${most}`);
      }
      const { pipeline, layout } = await pipelines.compile({ label, source, bindings: resources.length });
      const entries = resources.map((resource, binding) => ({ binding, resource }));
      const bindGroup = device.createBindGroup({ label, layout, entries });
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setBindGroup(1, runGroup);
      encodeOperations(pass, [{ kernels: [{ pipeline, bindGroup, workgroups }], cost: 1 }], n);
      pass.end();
      device.queue.submit([encoder.finish()]);
      let counted: number[] = [];
      await readback.read({ buffer: counters, offset: 0, size }, (bytes) => {
        counted = readCounters(new Uint32Array(bytes));
      });
      raise();
      counters.destroy();
      return countsOf(kernel, n, operands, counted);
    },
    dispose() {
      readback.dispose();
      run.destroy();
    },
  };
}

function countsOf(
  { label, source, workgroups }: Kernel,
  n: number,
  operands: readonly string[],
  [products, ...moved]: readonly number[],
): KernelCounts {
  const [, size] = /@workgroup_size\(([^)]*)\)/.exec(source) as RegExpExecArray;
  return {
    label,
    workgroups: productOf(workgroups(n)),
    threads: productOf(size.split(',').map(Number)),
    products,
    operands: operands.map((name, i) => ({ name, loads: moved[2 * i], stores: moved[2 * i + 1] })),
  };
}

function productOf(sizes: readonly number[]): number {
  return sizes.reduce((product, size) => product * size, 1);
}

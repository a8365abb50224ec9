import { type Program, type ValueId, valueElements } from '../../src/engine/compiler/program.ts';
import { someLabels, uniform } from '../../src/engine/conformance/numbers.ts';
import { type Arena, createArena } from '../../src/engine/devices/webgpu/arena.ts';
import { kernelsOf } from '../../src/engine/devices/webgpu/bind.ts';
import type { Gpu } from '../../src/engine/devices/webgpu/gpu.ts';
import type { NamedTensor } from '../../src/engine/tensor.ts';
import { createKernelCounter, type KernelCounts } from './kernelCounter.ts';
import { type Least, leastOf } from './least.ts';

/** What an operation of the step did, and the least that it could have done. */
export interface OperationCounts {
  readonly name: string;
  readonly node: string;
  /** In order, one a dispatch; none where there is nothing to do. */
  readonly kernels: readonly KernelCounts[];
  /** A kernel of its own says so: then Winograd's products are the least. */
  readonly isWinograd: boolean;
  readonly least: Least;
}

/** Any images do: hardly a count depends on them. */
const SEED = 1;

/**
 * Runs a Program's training step once on n random images, with kernels that count, and gives what each operation did.
 * `tensors` are what the step starts from; what is not among them starts at 0. Throws where a product was not counted.
 */
export async function countStep(
  gpu: Gpu,
  program: Program,
  n: number,
  tensors: readonly NamedTensor[],
): Promise<OperationCounts[]> {
  const arena = await createArena(gpu, program);
  const counter = createKernelCounter(gpu, arena, n);
  try {
    writeInputs(gpu, arena, program, n, tensors);
    const counts: OperationCounts[] = [];
    for (const [i, ofOperation] of kernelsOf(program, 'step', arena.place).entries()) {
      const operation = program.step[i];
      const { name, node } = operation;
      const kernels: KernelCounts[] = [];
      // One after the other: each works on what those before it wrote.
      for (const kernel of ofOperation) kernels.push(await counter.count(kernel));
      const isWinograd = kernels.some(({ label }) => /winograd/i.test(label));
      const least = leastOf(program, operation, n, isWinograd);
      if (least.products > 0 && kernels.every(({ products }) => products === 0)) {
        throw new Error(`${node}, ${name}: no products were counted, since its kernels' text has other sums`);
      }
      counts.push({ name, node, kernels, isWinograd, least });
    }
    return counts;
  } finally {
    counter.dispose();
    arena.dispose();
  }
}

function writeInputs(
  { device }: Gpu,
  arena: Arena,
  program: Program,
  n: number,
  tensors: readonly NamedTensor[],
): void {
  const { values, parameters, statistics, constants, input, labels, scores } = program;
  const write = (id: ValueId, data: ArrayLike<number>) => {
    const { address, shift } = arena.place(id);
    const { buffer, offset } = arena.range(address + 4 * shift, 4 * data.length);
    const isInteger = values[id].type === 'int32';
    device.queue.writeBuffer(buffer, offset, isInteger ? Int32Array.from(data) : Float32Array.from(data));
  };
  const given = new Map(tensors.map(({ name, data }) => [name, data]));
  for (const { name, value } of [...parameters, ...statistics]) write(value, given.get(name) ?? []);
  for (const { value, data } of constants) write(value, data);
  write(input, uniform(valueElements(values[input], n), SEED, -2, 2));
  write(labels, someLabels(n, SEED, valueElements(values[scores.step], 1)));
}

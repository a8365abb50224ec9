import type { AttributesOf } from '../../compiler/attributes.ts';
import { type Operation, type Program, type ValueId, valueElements } from '../../compiler/program.ts';
import type { ImageSet } from '../../data/dataset.ts';
import type { InputFormat } from '../../data/prepare.ts';
import { createPrepareScratch, prepareImage } from '../../data/prepare.ts';
import { TRANSFORM_SIZE } from '../../data/transform.ts';
import type { Batch, Device, Executable, Position } from '../device.ts';
import type { ReferenceKernel, Tensor } from './kernel.ts';
import { type ReferenceKernels, referenceKernels } from './kernels.ts';
import { type Memory, plannedMemory, separateMemory } from './memory.ts';

export interface ReferenceOptions {
  /** `separate`: one array a value; `planned`: one arena, laid out by the Program's memory plan. */
  readonly memory?: 'separate' | 'planned';
  /** Other kernels, for tests that plant a fault. */
  readonly kernels?: ReferenceKernels;
}

/**
 * The device that all others are held against: float64, plain TypeScript, one small kernel an operation, clear
 * before fast. With planned memory each operation's workspace is filled with NaN before it runs, so that a plan
 * that puts it over something living shows.
 */
export function createReferenceDevice({
  memory = 'separate',
  kernels = referenceKernels,
}: ReferenceOptions = {}): Device {
  return {
    name: 'reference',
    numerics: 'float64',
    hardware: 'processor',
    threads: 1,
    description: `reference, float64, ${memory} memory`,
    compile: async (program) =>
      createExecutable(
        program,
        memory === 'planned' ? plannedMemory(program) : separateMemory(program),
        kernels,
      ),
    dispose: () => {},
  };
}

function createExecutable(program: Program, memory: Memory, kernels: ReferenceKernels): Executable {
  let load = (_: Batch): void => {
    throw new Error('load before bind: there are no images to load from');
  };
  for (const { value, data } of program.constants) memory.values[value].set(data);
  return {
    bind: (images, preparation) => {
      load = (batch) =>
        prepare(batch, images, preparation, memory.values[program.input], memory.values[program.labels]);
    },
    load: (batch) => load(batch),
    run: (procedure, n, position) => {
      program[procedure].forEach((operation, index) => {
        memory.workspace(procedure, index).fill(Number.NaN);
        runOperation(operation, program, memory, kernels, n, position);
      });
    },
    read: (value, n, into) =>
      into.set(memory.values[value].subarray(0, valueElements(program.values[value], n))),
    write: (value, data) => memory.values[value].set(data),
    dispose: () => {},
  };
}

function runOperation(
  operation: Operation,
  program: Program,
  memory: Memory,
  kernels: ReferenceKernels,
  n: number,
  position: Position,
): void {
  const absent: Tensor = { data: new Float64Array(0), shape: [] };
  const tensor = (id: ValueId | null): Tensor =>
    id === null ? absent : { data: memory.values[id], shape: program.values[id].shape };
  // The table pairs each name with the kernel of its attributes, which a union of names cannot say.
  const kernel = kernels[operation.name] as ReferenceKernel<never>;
  kernel({
    inputs: operation.inputs.map(tensor),
    outputs: operation.outputs.map(tensor),
    attributes: operation.attributes as AttributesOf<never>,
    n,
    position,
  });
}

/** Prepares a batch of images, each in float32 as prepareImage gives it. */
function prepare(
  { count, indices, labels, transforms }: Batch,
  { records, pixels }: ImageSet,
  preparation: InputFormat,
  input: Float64Array,
  classes: Float64Array,
): void {
  const { channels, width, height } = preparation;
  const image = new Float32Array(channels * width * height);
  const scratch = createPrepareScratch();
  for (let i = 0; i < count; i++) {
    prepareImage(pixels, records[indices[i]], transforms, i * TRANSFORM_SIZE, preparation, image, 0, scratch);
    input.set(image, i * image.length);
  }
  classes.set(labels.subarray(0, count));
}

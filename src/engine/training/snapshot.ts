import type { NamedTensor, Program, ValueId } from '../compiler/program.ts';
import { valueElements } from '../compiler/program.ts';
import type { Executable } from '../devices/device.ts';
import type { Shape } from '../nn/module.ts';

/** A tensor by its file name, in Torch's order. */
export interface NamedData {
  readonly name: string;
  readonly shape: Shape;
  readonly data: Float32Array;
}

/** The running loss and counts of the epoch under way, as a tensor of a checkpoint. */
export const METRICS_TENSOR = 'training.metrics';

/** The name of an optimiser's vector for one parameter: `optimiser.velocity.conv1.weight`. */
function stateTensor(state: string, parameter: string): string {
  return `optimiser.${state}.${parameter}`;
}

/** Copies out what a run consists of: weights, statistics, optimiser state, running metrics. */
export async function readSnapshot(executable: Executable, program: Program): Promise<NamedData[]> {
  const tensors: NamedData[] = [];
  for (const { name, shape, value } of [...program.parameters, ...program.statistics]) {
    tensors.push({ name, shape, data: await readFixed(executable, program, value) });
  }
  const flats = new Map<ValueId, Float32Array>();
  for (const { value, name, offset, parameter } of stateParts(program)) {
    const flat = flats.get(value) ?? (await readFixed(executable, program, value));
    flats.set(value, flat);
    const size = valueElements(program.values[parameter.value], 1);
    tensors.push({ name, shape: parameter.shape, data: flat.slice(offset, offset + size) });
  }
  tensors.push({ name: METRICS_TENSOR, shape: [4], data: await readFixed(executable, program, program.metrics) });
  return tensors;
}

/** Writes tensors to where `readSnapshot` finds them; names the Program does not have are left alone, and those missing keep their value. */
export async function writeSnapshot(executable: Executable, program: Program, tensors: readonly NamedData[]): Promise<void> {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor.data]));
  for (const { name, value } of [...program.parameters, ...program.statistics]) {
    const data = byName.get(name);
    if (data) await executable.write(value, data);
  }
  const flats = new Map<ValueId, Float32Array>();
  for (const { value, name, offset } of stateParts(program)) {
    const flat = flats.get(value) ?? (await readFixed(executable, program, value));
    flats.set(value, flat);
    const data = byName.get(name);
    if (data) flat.set(data, offset);
  }
  for (const [value, flat] of flats) await executable.write(value, flat);
  const metrics = byName.get(METRICS_TENSOR);
  if (metrics) await executable.write(program.metrics, metrics);
}

interface StatePart {
  /** The segment's vector of this state. */
  readonly value: ValueId;
  /** The tensor's name in a file. */
  readonly name: string;
  readonly offset: number;
  readonly parameter: NamedTensor;
}

/** Optimiser state lies in whole segments; files hold it by parameter, so that they do not depend on the device. */
function stateParts(program: Program): StatePart[] {
  return program.stateNames.flatMap((state, i) =>
    program.parameters.map((parameter) => {
      const view = program.values[parameter.value].view as NonNullable<Program['values'][number]['view']>;
      const segment = program.segments.find(({ parameters }) => parameters === view.base);
      const value = segment?.state[i] as ValueId;
      return { value, name: stateTensor(state, parameter.name), offset: view.offset, parameter };
    }),
  );
}

async function readFixed(executable: Executable, program: Program, value: ValueId): Promise<Float32Array> {
  const data = new Float32Array(valueElements(program.values[value], 1));
  await executable.read(value, 1, data);
  return data;
}

import { fail } from '../../shared/problem.ts';
import type { Program, TensorSlot, ValueId } from '../compiler/program.ts';
import { valueElements } from '../compiler/program.ts';
import type { Executable } from '../devices/device.ts';
import { formatShape } from '../nn/shape.ts';
import type { NamedTensor } from '../tensor.ts';
import { requireAverages } from './averaging.ts';

/** The running loss and counts of the epoch under way, as a tensor of a checkpoint. */
export const METRICS_TENSOR = 'training.metrics';

/** The name of an optimiser's vector for one parameter: `optimiser.velocity.conv1.weight`. */
export function stateTensor(state: string, parameter: string): string {
  return `optimiser.${state}.${parameter}`;
}

/** Copies out what a run consists of: weights, statistics, averages, optimiser state, running metrics. */
export async function readSnapshot(executable: Executable, program: Program): Promise<NamedTensor[]> {
  const tensors: NamedTensor[] = [];
  for (const { name, shape, value } of [...modelSlots(program), ...program.averages]) {
    tensors.push({ name, shape, data: await readFixed(executable, program, value) });
  }
  const flats = new Map<ValueId, Float32Array>();
  for (const { value, name, offset, parameter } of stateParts(program)) {
    const flat = flats.get(value) ?? (await readFixed(executable, program, value));
    flats.set(value, flat);
    const size = valueElements(program.values[parameter.value], 1);
    tensors.push({ name, shape: parameter.shape, data: flat.slice(offset, offset + size) });
  }
  tensors.push({
    name: METRICS_TENSOR,
    shape: [4],
    data: await readFixed(executable, program, program.metrics),
  });
  return tensors;
}

/**
 * Writes tensors to where `readSnapshot` finds them; names the Program does not have are left alone. Optimiser state
 * and metrics keep their value where none of them is given, as before the first step; averages then are the weights.
 * Throws ProblemError naming the tensor where one is missing or of another shape: a run must not go on with part of its
 * state.
 */
export async function writeSnapshot(
  executable: Executable,
  program: Program,
  tensors: readonly NamedTensor[],
): Promise<void> {
  requireTensors(program, tensors);
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor.data]));
  const model = modelSlots(program);
  for (const [i, { name, value }] of [...model, ...program.averages].entries()) {
    const data = byName.get(name) ?? byName.get(model[i % model.length].name);
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

/** The tensors that a model has when it is used; `program.averages` follows their order. */
function modelSlots({ parameters, statistics }: Program): TensorSlot[] {
  return [...parameters, ...statistics];
}

function requireTensors(program: Program, tensors: readonly NamedTensor[]): void {
  const given = new Map(tensors.map(({ name, shape }) => [name, shape]));
  const model = modelSlots(program);
  const state = [
    ...stateParts(program).map(({ name, parameter }) => ({ name, shape: parameter.shape })),
    { name: METRICS_TENSOR, shape: [4] },
  ];
  const isCheckpoint = state.some(({ name }) => given.has(name));
  if (isCheckpoint) requireAverages(given.keys(), program.averages.length > 0);
  const expected = isCheckpoint ? [...model, ...program.averages, ...state] : model;
  for (const { name, shape } of expected) {
    const found = given.get(name);
    if (found?.join() === shape.join()) continue;
    const says = found ? `tensor ${name} is ${formatShape(found)}` : `there is no tensor ${name}`;
    fail(
      'wrong-tensors',
      `the tensors do not fit the graph: ${says}, expected ${name} of ${formatShape(shape)}`,
    );
  }
}

interface StatePart {
  /** The segment's vector of this state. */
  readonly value: ValueId;
  /** The tensor's name in a file. */
  readonly name: string;
  readonly offset: number;
  readonly parameter: TensorSlot;
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

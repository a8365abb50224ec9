import { type Builder, createBuilder } from '../../../../compiler/builder.ts';
import { planMemory } from '../../../../compiler/plan.ts';
import { type Program, type Value, type ValueId, valueElements } from '../../../../compiler/program.ts';
import type { Target } from '../../../../compiler/target.ts';
import { POSITION, readValue } from '../../../../conformance/numbers.ts';
import type { Shape } from '../../../../nn/shape.ts';
import type { Device } from '../../../device.ts';

/** An operand that is given: a batch unless it is `fixed`, float32 unless its numbers are an Int32Array. */
export interface Given {
  readonly shape: Shape;
  readonly data: Float64Array | Int32Array;
  readonly fixed?: true;
}

/** Some operations on given operands, for n of at most `capacity` images. */
export interface Computation {
  readonly capacity: number;
  readonly n: number;
  readonly given: Readonly<Record<string, Given>>;
  /** Appends the operations, and names what is to be read after them. */
  readonly build: (
    builder: Builder,
    given: Readonly<Record<string, ValueId>>,
  ) => Readonly<Record<string, ValueId>>;
}

/** Runs operations alone on a device and gives what was asked for, by its name. */
export async function compute(
  device: Device,
  target: Target,
  { capacity, n, given, build }: Computation,
): Promise<Record<string, Float64Array>> {
  const values: Value[] = [];
  const add = (value: Value) => values.push(value) - 1;
  const ids = Object.fromEntries(
    Object.entries(given).map(([name, { shape, data, fixed }]) => {
      const kind = fixed ? 'fixed' : 'batch';
      const type = data instanceof Int32Array ? 'int32' : 'float32';
      return [name, add({ name, kind, type, shape, role: 'input' })];
    }),
  );
  const input = add({ name: 'images', kind: 'batch', type: 'float32', shape: [1, 1, 1], role: 'input' });
  const labels = add({ name: 'classes', kind: 'batch', type: 'int32', shape: [], role: 'labels' });
  const metrics = add({ name: 'sums', kind: 'fixed', type: 'float32', shape: [4], role: 'metrics' });
  const builder = createBuilder(values);
  builder.at('operation');
  const wanted = build(builder, ids);
  const kept = new Set(Object.values(wanted));
  const step = [...builder.operations];
  const program: Program = {
    capacity,
    values,
    step,
    evaluate: [],
    parameters: [],
    statistics: [],
    averages: [],
    stateNames: [],
    segments: [],
    constants: [],
    input,
    labels,
    metrics,
    hyper: metrics,
    scores: { step: input, evaluate: input },
    kept: [...kept],
    memory: planMemory({ values, step, evaluate: [], capacity, target, kept }),
  };
  const executable = await device.compile(program);
  try {
    for (const [name, { data }] of Object.entries(given)) await executable.write(ids[name], data);
    await executable.run('step', n, POSITION);
    const read: Record<string, Float64Array> = {};
    for (const [name, id] of Object.entries(wanted))
      read[name] = await readValue(executable, id, n, valueElements(values[id], n));
    return read;
  } finally {
    executable.dispose();
  }
}

import { createBuilder } from '../compiler/builder.ts';
import { planMemory } from '../compiler/plan.ts';
import type { Program, Segment, Value } from '../compiler/program.ts';
import type { Target } from '../compiler/target.ts';
import type { Device } from '../devices/device.ts';
import { resolveParams } from '../nn/params.ts';
import type { OptimiserDefinition } from '../optim/optimiser.ts';
import { lopsided, POSITION, readValue } from './numbers.ts';

/** Two segments, of a length that no vector width divides and of fewer numbers than one vector. */
export const SEGMENTS = [37, 3] as const;

export type OptimiserSample = OptimiserDefinition['samples'][number];

/** An optimiser alone as a Program: a step updates the flat vector from gradients that are given. */
export function optimiserProgram(
  definition: OptimiserDefinition,
  sample: OptimiserSample,
  target: Target,
): Program {
  const { params } = resolveParams(definition.params, sample);
  const stateNames = definition.state(params);
  const values: Value[] = [];
  const add = (name: string, length: number, role: Value['role']) =>
    values.push({ name, kind: 'fixed', type: 'float32', shape: [length], role }) - 1;
  const segments = SEGMENTS.map(
    (length, i): Segment => ({
      parameters: add(`parameters.${i}`, length, 'parameters'),
      gradients: add(`gradients.${i}`, length, 'gradients'),
      state: stateNames.map((name) => add(`${name}.${i}`, length, 'state')),
      averages: null,
    }),
  );
  const batch = (value: Pick<Value, 'name' | 'type' | 'role'>) =>
    values.push({ ...value, kind: 'batch', shape: [] }) - 1;
  const input = batch({ name: 'input', type: 'float32', role: 'input' });
  const labels = batch({ name: 'labels', type: 'int32', role: 'labels' });
  const metrics = add('metrics', 4, 'metrics');
  const hyper = add('hyper', 3, 'hyper');
  const builder = createBuilder(values);
  builder.at('optimiser');
  for (const segment of segments) definition.lower({ ...segment, builder, params, hyper });
  const step = [...builder.operations];
  return {
    capacity: 1,
    values,
    step,
    evaluate: [],
    parameters: [],
    statistics: [],
    averages: [],
    stateNames,
    segments,
    constants: [],
    input,
    labels,
    metrics,
    hyper,
    scores: { step: input, evaluate: input },
    kept: [],
    memory: planMemory({ values, step, evaluate: [], capacity: 1, target, kept: new Set() }),
  };
}

/** The vector at first, and the gradient of each step, segments one after the other. */
export function optimiserData(): {
  readonly start: Float64Array;
  readonly gradients: readonly Float64Array[];
} {
  const length = SEGMENTS[0] + SEGMENTS[1];
  return { start: lopsided(length, 71), gradients: [72, 73, 74].map((seed) => lopsided(length, seed)) };
}

/** The flat vector after each of three steps. */
export async function runOptimiser(
  device: Device,
  target: Target,
  definition: OptimiserDefinition,
  sample: OptimiserSample,
): Promise<Float64Array[]> {
  const program = optimiserProgram(definition, sample, target);
  const { params } = resolveParams(definition.params, sample);
  const { learningRate } = params as unknown as { readonly learningRate: number };
  const executable = await device.compile(program);
  const { start, gradients } = optimiserData();
  const part = (numbers: Float64Array, i: number) =>
    i === 0 ? numbers.subarray(0, SEGMENTS[0]) : numbers.subarray(SEGMENTS[0]);
  const after: Float64Array[] = [];
  try {
    for (const [i, { parameters, state }] of program.segments.entries()) {
      await executable.write(parameters, part(start, i));
      for (const value of state) await executable.write(value, new Float64Array(SEGMENTS[i]));
    }
    for (const [calls, gradient] of gradients.entries()) {
      await executable.write(program.hyper, Float64Array.from(definition.hyper(params, learningRate, calls)));
      for (const [i, segment] of program.segments.entries())
        await executable.write(segment.gradients, part(gradient, i));
      await executable.run('step', 1, POSITION);
      const [first, second] = program.segments;
      after.push(
        Float64Array.from([
          ...(await readValue(executable, first.parameters, 0, SEGMENTS[0])),
          ...(await readValue(executable, second.parameters, 0, SEGMENTS[1])),
        ]),
      );
    }
  } finally {
    executable.dispose();
  }
  return after;
}

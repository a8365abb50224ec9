import { createBuilder } from '../compiler/builder.ts';
import { planMemory } from '../compiler/plan.ts';
import type { Program, Segment, Value } from '../compiler/program.ts';
import type { Target } from '../compiler/target.ts';
import type { Device } from '../devices/device.ts';
import { resolveParams } from '../nn/params.ts';
import { elements, type Shape } from '../nn/shape.ts';
import type { OptimiserDefinition } from '../optim/optimiser.ts';
import { lopsided, POSITION } from './numbers.ts';

/** The tensors of each segment of a flat vector. */
export type Segments = readonly (readonly Shape[])[];

/**
 * A segment of a length that no vector width divides, with weights of convolutions on features and on pictures, one of
 * fewer numbers than one vector, and one of weights of convolutions on features alone.
 */
export const SEGMENTS: Segments = [
  [[5], [3, 5, 1, 2], [2], [2, 4, 1, 1]],
  [[3]],
  [
    [7, 5, 1, 1],
    [1, 6, 1, 2],
  ],
];

export type OptimiserSample = OptimiserDefinition['samples'][number];

/** An optimiser alone as a Program: a step updates the flat vector from gradients that are given. */
export function optimiserProgram(
  definition: OptimiserDefinition,
  sample: OptimiserSample,
  target: Target,
  shapes: Segments = SEGMENTS,
): Program {
  const { params } = resolveParams(definition.params, sample);
  const stateNames = definition.state(params);
  const values: Value[] = [];
  const add = (
    name: string,
    shape: Shape,
    role: Value['role'],
    view?: { readonly base: number; readonly offset: number },
  ) => values.push({ name, kind: 'fixed', type: 'float32', shape, role, ...(view && { view }) }) - 1;
  const segments = shapes.map((own, i) => addSegment(add, own, i, stateNames));
  const batch = (value: Pick<Value, 'name' | 'type' | 'role'>) =>
    values.push({ ...value, kind: 'batch', shape: [] }) - 1;
  const input = batch({ name: 'input', type: 'float32', role: 'input' });
  const labels = batch({ name: 'labels', type: 'int32', role: 'labels' });
  const metrics = add('metrics', [4], 'metrics');
  const hyper = add('hyper', [3], 'hyper');
  const builder = createBuilder(values);
  builder.at('optimiser');
  for (const segment of segments) definition.lower({ ...segment, builder, params, hyper });
  const step = [...builder.operations];
  return {
    capacity: 1,
    values,
    step,
    evaluate: [],
    parameters: segments.flatMap(({ members }) =>
      members.map(({ name, shape, parameters }) => ({ name, shape, value: parameters })),
    ),
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

function addSegment(
  add: (name: string, shape: Shape, role: Value['role'], view?: Value['view']) => number,
  shapes: readonly Shape[],
  index: number,
  stateNames: readonly string[],
): Segment {
  const length = [shapes.reduce((sum, shape) => sum + elements(shape), 0)];
  const parameters = add(`parameters.${index}`, length, 'parameters');
  const gradients = add(`gradients.${index}`, length, 'gradients');
  const state = stateNames.map((name) => add(`${name}.${index}`, length, 'state'));
  let offset = 0;
  const members = shapes.map((shape, i) => {
    const name = `tensor${index}.${i}`;
    const at = offset;
    offset += elements(shape);
    return {
      name,
      shape,
      offset: at,
      parameters: add(name, shape, 'parameters', { base: parameters, offset: at }),
      gradients: add(`${name}.gradient`, shape, 'gradients', { base: gradients, offset: at }),
    };
  });
  return { parameters, gradients, state, averages: null, members };
}

/** The flat vector at first, and the gradient of each step, segments one after the other. */
export interface OptimiserData {
  readonly start: Float64Array;
  readonly gradients: readonly Float64Array[];
}

export function optimiserData(shapes: Segments = SEGMENTS): OptimiserData {
  const length = shapes.flat().reduce((sum, shape) => sum + elements(shape), 0);
  return { start: lopsided(length, 71), gradients: [72, 73, 74].map((seed) => lopsided(length, seed)) };
}

/** The flat vector after each step. */
export async function runOptimiser(
  device: Device,
  target: Target,
  definition: OptimiserDefinition,
  sample: OptimiserSample,
  shapes: Segments = SEGMENTS,
  { start, gradients }: OptimiserData = optimiserData(shapes),
): Promise<Float64Array[]> {
  const program = optimiserProgram(definition, sample, target, shapes);
  const { params } = resolveParams(definition.params, sample);
  const { learningRate } = params as unknown as { readonly learningRate: number };
  const executable = await device.compile(program);
  const members = program.segments.flatMap((segment) => segment.members);
  let length = 0;
  const parts = members.map((member) => {
    const from = length;
    length += elements(member.shape);
    return {
      ...member,
      of: (numbers: Float64Array) => numbers.subarray(from, from + elements(member.shape)),
    };
  });
  const after: Float64Array[] = [];
  try {
    for (const { parameters, of } of parts) await executable.write(parameters, of(start));
    for (const { state } of program.segments) {
      for (const value of state)
        await executable.write(value, new Float64Array(program.values[value].shape[0]));
    }
    for (const [calls, gradient] of gradients.entries()) {
      await executable.write(program.hyper, Float64Array.from(definition.hyper(params, learningRate, calls)));
      for (const part of parts) await executable.write(part.gradients, part.of(gradient));
      await executable.run('step', 1, POSITION);
      const moved = new Float64Array(length);
      for (const { parameters, of } of parts) await executable.read(parameters, 0, of(moved));
      after.push(moved);
    }
  } finally {
    executable.dispose();
  }
  return after;
}

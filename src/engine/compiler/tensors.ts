import type { Graph } from '../graph/analyse.ts';
import type { Initialisation } from '../nn/module.ts';
import { elements, type Shape } from '../nn/shape.ts';
import type { Segment, SegmentMember, TensorSlot, Value, ValueId } from './program.ts';

/** A tensor of a node, by its file name, with how it starts. */
export interface ModelTensor {
  readonly name: string;
  readonly shape: Shape;
  readonly initialisation: Initialisation;
  /** Index of its node in the graph's order: the random stream it is drawn from. */
  readonly nodeIndex: number;
}

/** Every learnable tensor (Torch's getParameters order) and every running statistic of a graph. */
export function modelTensors(graph: Graph): { parameters: ModelTensor[]; statistics: ModelTensor[] } {
  const collect = (kind: 'parameters' | 'statistics') =>
    graph.nodes.flatMap((node, nodeIndex) =>
      (node.definition[kind]?.(node.params) ?? []).map(({ name, ...rest }) => ({
        ...rest,
        name: `${node.id}.${name}`,
        nodeIndex,
      })),
    );
  return { parameters: collect('parameters'), statistics: collect('statistics') };
}

/** The learnable numbers of a graph. */
export function parameterCount(graph: Graph): number {
  return modelTensors(graph).parameters.reduce((sum, { shape }) => sum + elements(shape), 0);
}

/** The name of a tensor's average in every file: `average.conv1.weight`. */
export function averageName(tensor: string): string {
  return `average.${tensor}`;
}

/** The model's tensors as values of a Program. */
export interface ModelTensors {
  readonly parameters: readonly TensorSlot[];
  readonly statistics: readonly TensorSlot[];
  /** Of the parameters, then of the statistics; empty where none are kept. */
  readonly averages: readonly TensorSlot[];
  readonly segments: readonly Segment[];
  /** The place of each parameter's gradient. */
  readonly places: ReadonlyMap<ValueId, ValueId>;
  value(name: string): ValueId;
}

export interface TensorOptions {
  /** Vectors that the optimiser keeps beside the parameters. */
  readonly stateNames: readonly string[];
  /** Bytes of a segment at most. */
  readonly largest: number;
  /** Whether an average is kept of every tensor. */
  readonly isAveraged: boolean;
}

/** Adds the flat parameter vector, cut into segments of whole parameters, what lies beside it, and views for each tensor. */
export function addTensors(
  graph: Graph,
  values: Value[],
  { stateNames, largest, isAveraged }: TensorOptions,
): ModelTensors {
  const declared = modelTensors(graph);
  const byName = new Map<string, ValueId>();
  const places = new Map<ValueId, ValueId>();
  const parameters: TensorSlot[] = [];
  const averages: TensorSlot[] = [];
  const segments = cut(declared.parameters, largest).map((members, index): Segment => {
    const length = members.reduce((sum, { shape }) => sum + elements(shape), 0);
    const flat = (role: 'parameters' | 'gradients' | 'state' | 'averages', name: string) =>
      add(values, { name: `${name}.${index}`, kind: 'fixed', type: 'float32', shape: [length], role });
    const segment = {
      parameters: flat('parameters', 'parameters'),
      gradients: flat('gradients', 'gradients'),
      state: stateNames.map((name) => flat('state', name)),
      averages: isAveraged ? flat('averages', 'averages') : null,
    };
    const held: SegmentMember[] = [];
    let offset = 0;
    for (const { name, shape } of members) {
      const part = { kind: 'fixed', type: 'float32', shape } as const;
      const value = add(values, {
        ...part,
        name,
        role: 'parameters',
        view: { base: segment.parameters, offset },
      });
      const place = add(values, {
        ...part,
        name: `${name}.gradient`,
        role: 'gradients',
        view: { base: segment.gradients, offset },
      });
      places.set(value, place);
      byName.set(name, value);
      parameters.push({ name, shape, value });
      held.push({ name, shape, offset, parameters: value, gradients: place });
      if (segment.averages !== null) {
        const view = { base: segment.averages, offset };
        const own = averageName(name);
        averages.push({
          name: own,
          shape,
          value: add(values, { ...part, name: own, role: 'averages', view }),
        });
      }
      offset += elements(shape);
    }
    return { ...segment, members: held };
  });
  const statistics = declared.statistics.map(({ name, shape }): TensorSlot => {
    const value = add(values, { name, kind: 'fixed', type: 'float32', shape, role: 'statistics' });
    byName.set(name, value);
    return { name, shape, value };
  });
  for (const { name, shape } of isAveraged ? statistics : []) {
    const own = averageName(name);
    const value = add(values, { name: own, kind: 'fixed', type: 'float32', shape, role: 'averages' });
    averages.push({ name: own, shape, value });
  }
  for (const { name, value } of averages) byName.set(name, value);
  return {
    parameters,
    statistics,
    averages,
    segments,
    places,
    value: (name) => byName.get(name) as ValueId,
  };
}

function add(values: Value[], value: Value): ValueId {
  return values.push(value) - 1;
}

function cut(parameters: readonly ModelTensor[], largest: number): ModelTensor[][] {
  const segments: ModelTensor[][] = [];
  let bytes = 0;
  for (const parameter of parameters) {
    const size = elements(parameter.shape) * 4;
    if (segments.length === 0 || bytes + size > largest) {
      segments.push([]);
      bytes = 0;
    }
    segments[segments.length - 1].push(parameter);
    bytes += size;
  }
  return segments;
}

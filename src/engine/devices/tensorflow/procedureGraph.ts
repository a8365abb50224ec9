import type { Operation, Program, Value, ValueId } from '../../compiler/program.ts';
import { typeAttribute } from '../../interchange/savedModel/attributes.ts';
import type { GraphBuilder, TensorName } from '../../interchange/savedModel/graphBuilder.ts';
import type { Signature, SignatureTensor } from '../../interchange/savedModel/savedModel.ts';
import type { Shape } from '../../nn/shape.ts';
import { binary, element, FLOAT, transpose } from './emit/arithmetic.ts';
import { emitOperations } from './emit/emitOperations.ts';
import { inStoredOrder } from './emit/order.ts';
import { feedFloats } from './feed.ts';
import { fromStored } from './layout.ts';
import { type Handle, handleOf, slotsOf, takeOut } from './variableGraph.ts';

/** The name of the output that holds the metrics, and of the input that says where random numbers are drawn. */
export const METRICS = 'metrics';
export const POSITION = 'position';

/** A value's name among a signature's inputs and outputs. */
export function feedName(id: ValueId): string {
  return `value${id}`;
}

/** The handles of a graph's variables. */
export interface Handles {
  readonly variables: readonly Handle[];
  readonly metrics: TensorName;
}

export interface ProcedureOptions {
  /** What its operations are called by: `step`. */
  readonly name: string;
  readonly operations: readonly Operation[];
  /** The batch has one image. */
  readonly single: boolean;
}

/** Writes one procedure of a Program into a graph: what is fed, what comes out, and what it does to the variables. */
export function writeProcedure(
  graph: GraphBuilder,
  program: Program,
  { variables, metrics: metricsHandle }: Handles,
  { name, operations, single }: ProcedureOptions,
): Signature {
  const { values } = program;
  const inputs: Record<string, SignatureTensor> = {};
  const reads = new Map<TensorName, TensorName>();
  const updates: TensorName[] = [];
  const averages: { readonly handle: TensorName; readonly moment: TensorName; readonly momentum: number }[] =
    [];
  let metrics: TensorName | null = null;

  const feed = (key: string, type: 'int32' | 'float', shape: Shape): TensorName => {
    if (type === 'float') {
      const { input, numbers } = feedFloats(graph, `${name}/${key}`, shape);
      inputs[key] = input;
      return numbers;
    }
    const tensor = graph.placeholder(`${name}/${key}`, type, shape);
    inputs[key] = { tensor, type, shape };
    return tensor;
  };
  const read = (handle: TensorName): TensorName => {
    const tensor =
      reads.get(handle) ?? graph.add('ReadVariableOp', [handle], { dtype: typeAttribute('float') });
    reads.set(handle, tensor);
    return tensor;
  };
  const labels = feed(feedName(program.labels), 'int32', [-1]);

  const bring = (id: ValueId): TensorName => {
    const value = values[id];
    const constant = program.constants.find((known) => known.value === id);
    if (constant) return graph.floats(constant.data, value.shape);
    if (id === program.labels) return labels;
    if (id === program.metrics) return read(metricsHandle);
    const place = handleOf(variables, program, id);
    if (place) return takeOut(graph, read(place.handle), place.plan, value);
    const type = value.type === 'int32' ? 'int32' : 'float';
    if (value.kind === 'fixed') return feed(feedName(id), type, value.shape);
    return inStoredOrder(graph, feed(feedName(id), type, [-1, ...value.shape]), value.shape);
  };
  const update = (
    type: string,
    operands: readonly TensorName[],
    attributes: Parameters<GraphBuilder['add']>[2],
  ) => void updates.push(graph.add(type, operands, attributes, { after: [...reads.values()] }));
  const assign = (handle: TensorName, made: TensorName) =>
    update('AssignVariableOp', [handle, made], { dtype: typeAttribute('float') });

  const tensors = emitOperations(graph, program, operations, {
    name,
    single,
    bring,
    read,
    update,
    slots: (parameters, gradients, tensor) =>
      slotsOf(graph, program, variables, { parameters, gradients, tensor }),
    setMetrics: (made) => {
      metrics = made;
    },
    average: (id, moment, momentum) => {
      const place = handleOf(variables, program, id);
      if (place) averages.push({ handle: place.handle, moment, momentum });
    },
    count: () => {
      const attributes = { T: typeAttribute('int32'), out_type: typeAttribute('int32') };
      return element(graph, graph.add('Shape', [labels], attributes), 0, 'int32');
    },
    position: () => feed(POSITION, 'int32', [4]),
  });
  const before = read(metricsHandle);
  for (const { handle, moment, momentum } of averages) {
    const old = read(handle);
    const step = binary(graph, 'Mul', binary(graph, 'Sub', moment, old), graph.floats([momentum], []));
    assign(handle, binary(graph, 'AddV2', old, step));
  }
  if (metrics !== null) assign(metricsHandle, metrics);
  const tensor = graph.add('Identity', [metrics ?? before], FLOAT, { after: updates });
  const outputs: Record<string, SignatureTensor> = { [METRICS]: { tensor, type: 'float', shape: [4] } };
  for (const id of program.kept) {
    const made = tensors.get(id);
    if (made !== undefined) outputs[feedName(id)] = fetched(graph, values[id], made);
  }
  graph.within('');
  return { inputs, outputs };
}

/** A value in Torch's order, to be read by its name. */
function fetched(graph: GraphBuilder, { kind, shape }: Value, made: TensorName): SignatureTensor {
  if (kind === 'batch') {
    return { tensor: transpose(graph, made, fromStored(shape)), type: 'float', shape: [-1, ...shape] };
  }
  const order = shape.length === 4 ? [3, 2, 0, 1] : null;
  return { tensor: transpose(graph, made, order), type: 'float', shape };
}

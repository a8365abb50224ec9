import type { Operation, Program, Value, ValueId } from '../../compiler/program.ts';
import { typeAttribute } from '../../interchange/savedModel/attributes.ts';
import type { GraphBuilder, TensorName } from '../../interchange/savedModel/graphBuilder.ts';
import type { Signature, SignatureTensor } from '../../interchange/savedModel/savedModel.ts';
import { elements, type Shape } from '../../nn/shape.ts';
import { binary, concatenated, element, FLOAT, transpose } from './emit/arithmetic.ts';
import { emitOperations } from './emit/emitOperations.ts';
import type { EmitContext, Outcome } from './emit/emitter.ts';
import { inStoredOrder } from './emit/order.ts';
import { feedFloats } from './feed.ts';
import { fromStored } from './layout.ts';
import { besideOf, type Handle, partsOf, placeOf, slotsOf } from './variableGraph.ts';
import type { VariablePlan } from './variables.ts';

/** Outputs that tell of the batch, and the input that says where random numbers are drawn. */
export const LOSS = 'loss';
export const CORRECT = 'correct';
export const POSITION = 'position';

/** From a convolution's weight in Torch's order, [O, I, kH, kW], to how it lies (layout.ts), and back. */
const TO_STORED_WEIGHT = [2, 3, 1, 0];
const FROM_STORED_WEIGHT = [3, 2, 0, 1];

/** A value's name among a signature's inputs and outputs. */
export function feedName(id: ValueId): string {
  return `value${id}`;
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
  variables: readonly Handle[],
  { name, operations, single }: ProcedureOptions,
): Signature {
  const { values } = program;
  const inputs: Record<string, SignatureTensor> = {};
  const reads = new Map<TensorName, TensorName>();
  const split = new Map<VariablePlan, readonly TensorName[]>();
  const updates: TensorName[] = [];
  const blends = new Map<ValueId, Blend>();
  const followers = new Map<ValueId, Follower>();
  let outcome: Outcome | null = null;

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
    const place = placeOf(variables, program, id);
    if (place) {
      const parts = split.get(place.plan) ?? partsOf(graph, read(place.handle), place.plan);
      split.set(place.plan, parts);
      return parts[place.index];
    }
    const type = value.type === 'int32' ? 'int32' : 'float';
    if (value.kind === 'fixed') {
      const fed = feed(feedName(id), type, value.shape);
      return transpose(graph, fed, value.shape.length === 4 ? TO_STORED_WEIGHT : null);
    }
    return inStoredOrder(graph, feed(feedName(id), type, [-1, ...value.shape]), value.shape);
  };
  const update: EmitContext['update'] = (type, operands, attributes) =>
    void updates.push(graph.add(type, operands, attributes, { after: [...reads.values()] }));

  const tensors = emitOperations(graph, program, operations, {
    name,
    single,
    bring,
    read,
    update,
    slots: (parameters, tensor) => slotsOf(graph, program, variables, parameters, tensor),
    tell: (told) => {
      outcome = told;
    },
    blend: (id, moment, momentum) => void blends.set(id, { moment, momentum }),
    follow: (id, average, share) => void followers.set(id, { average, share }),
    size: () => {
      const attributes = { T: typeAttribute('int32'), out_type: typeAttribute('int32') };
      return element(graph, graph.add('Shape', [labels], attributes), 0, 'int32');
    },
    position: () => feed(POSITION, 'int32', [4]),
  });
  const addTo = (handle: TensorName, step: TensorName) =>
    update('AssignAddVariableOp', [handle, step], { dtype: typeAttribute('float') });
  for (const { plan, handle } of variables) {
    const step = blendStep(graph, plan, read(handle), blends);
    if (step !== null) addTo(handle, step);
  }
  const changed = [...updates];
  for (const { plan, handle } of variables) {
    const follower = followers.get(plan.parts[0].value);
    if (follower === undefined) continue;
    const average = besideOf(variables, plan, follower.average);
    const dtype = { dtype: typeAttribute('float') };
    const now = graph.add('ReadVariableOp', [handle], dtype, { after: changed });
    addTo(average, binary(graph, 'Mul', binary(graph, 'Sub', now, read(average)), follower.share));
  }
  const { loss, correct } = outcome ?? { loss: graph.floats([0], []), correct: graph.floats([0], []) };
  const told = (tensor: TensorName): SignatureTensor => ({ tensor, type: 'float', shape: [] });
  const outputs: Record<string, SignatureTensor> = {
    // Fetching it asks for everything that changes a variable as well.
    [LOSS]: told(graph.add('Identity', [loss], FLOAT, { after: updates })),
    [CORRECT]: told(correct),
  };
  for (const id of program.kept) {
    const made = tensors.get(id);
    if (made !== undefined) outputs[feedName(id)] = fetched(graph, values[id], made);
  }
  graph.within('');
  return { inputs, outputs };
}

/** A new value of a running statistic, and how far it goes there. */
interface Blend {
  readonly moment: TensorName;
  readonly momentum: number;
}

/** The average of a value, and how far it goes there. */
interface Follower {
  readonly average: ValueId;
  readonly share: TensorName;
}

/** How far all running statistics of a variable move at once: momentum * (moment - what was); null where none does. */
function blendStep(
  graph: GraphBuilder,
  { parts }: VariablePlan,
  before: TensorName,
  blends: ReadonlyMap<ValueId, Blend>,
): TensorName | null {
  const found = parts.map(({ value }) => blends.get(value));
  if (found.every((blend) => blend === undefined)) return null;
  const none = (size: number) => graph.floats(new Float32Array(size));
  const moments = parts.map(({ shape }, i) => found[i]?.moment ?? none(elements(shape)));
  const momenta = parts.flatMap(({ shape }, i) =>
    Array.from({ length: elements(shape) }, () => found[i]?.momentum ?? 0),
  );
  const difference = binary(graph, 'Sub', concatenated(graph, moments, 0), before);
  const uniform = momenta.every((momentum) => momentum === momenta[0]);
  const rate = uniform ? graph.floats([momenta[0]], []) : graph.floats(momenta);
  return binary(graph, 'Mul', difference, rate);
}

/** A value in Torch's order, to be read by its name. */
function fetched(graph: GraphBuilder, { kind, shape }: Value, made: TensorName): SignatureTensor {
  if (kind === 'batch') {
    return { tensor: transpose(graph, made, fromStored(shape)), type: 'float', shape: [-1, ...shape] };
  }
  const order = shape.length === 4 ? FROM_STORED_WEIGHT : null;
  return { tensor: transpose(graph, made, order), type: 'float', shape };
}

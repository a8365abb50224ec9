import { create } from '@bufbuild/protobuf';
import type { Shape } from '../../nn/shape.ts';
import {
  type Attribute,
  attributeMessage,
  boolAttribute,
  shapeAttribute,
  type TypeName,
  tensorAttribute,
  textAttribute,
  typeAttribute,
} from './attributes.ts';
import { type GraphDef, GraphDefSchema, NodeDefSchema } from './generated/saved_model_pb.js';
import { constantTensor } from './tensors.ts';

/** An output of an operation as TensorFlow writes it: `step/conv1/Conv2D`, or `step/bn1/FusedBatchNormV3:3`. */
export type TensorName = string;

/** Of the GraphDef format: that of TensorFlow 2.3 (2020), which every later one reads. */
const PRODUCER = 440;

/** How one operation is added. */
export interface OperationOptions {
  /** Operations that have to be done before, by the name of any of their outputs. */
  readonly after?: readonly TensorName[];
  /** The name it has instead of its type's. */
  readonly name?: string;
}

/** Collects the operations of one TensorFlow graph. */
export interface GraphBuilder {
  /** Adds an operation and returns its first output; others are `output(name, i)`. */
  add(
    type: string,
    inputs: readonly TensorName[],
    attributes?: Readonly<Record<string, Attribute>>,
    options?: OperationOptions,
  ): TensorName;
  /** A float32 constant. */
  floats(values: ArrayLike<number>, shape?: Shape): TensorName;
  /** A float64 constant. */
  doubles(values: readonly number[], shape?: Shape): TensorName;
  /** An int32 constant. */
  ints(values: readonly number[], shape?: Shape): TensorName;
  /** A list of texts. */
  texts(values: readonly string[]): TensorName;
  /** A constant under a name of its own, wherever it is added: a weight, or what is looked for by its name. */
  named(
    name: string,
    type: TypeName,
    values: ArrayLike<number> | readonly string[],
    shape: Shape,
  ): TensorName;
  /** What is fed at run time; -1 in the shape is any size. */
  placeholder(name: string, type: TypeName, shape: Shape): TensorName;
  /** Operations that are added from now on are called `scope/…`. */
  within(scope: string): void;
  /** The graph as it is now. */
  graph(): GraphDef;
}

/** Output `index` of the operation whose first output is `name`. */
export function output(name: TensorName, index: number): TensorName {
  return index === 0 ? name : `${name}:${index}`;
}

/**
 * Operations that XLA is never asked to compile: those that compute nothing, and the random numbers, of whose bits it
 * makes other floats than TensorFlow does.
 */
const UNCOMPILED: ReadonlySet<string> = new Set(['Placeholder', 'VarHandleOp', 'StatelessRandomUniformV2']);

/** An empty graph; with `xla` its operations ask for XLA's compiler, as TensorFlow's jit_scope does. */
export function createGraphBuilder({ xla = false } = {}): GraphBuilder {
  const graph = create(GraphDefSchema, { versions: { producer: PRODUCER } });
  const taken = new Map<string, number>();
  const constants = new Map<string, TensorName>();
  let scope = '';

  function unique(name: string): string {
    const count = taken.get(name) ?? 0;
    taken.set(name, count + 1);
    return count === 0 ? name : unique(`${name}_${count}`);
  }

  function put(
    name: string,
    type: string,
    inputs: readonly TensorName[],
    attributes: Readonly<Record<string, Attribute>>,
    after: readonly TensorName[] = [],
  ): TensorName {
    const asked =
      xla && !UNCOMPILED.has(type) ? { ...attributes, _XlaCompile: boolAttribute(true) } : attributes;
    const attr = Object.fromEntries(
      Object.entries(asked).map(([key, value]) => [key, attributeMessage(value)]),
    );
    const waits = [...new Set(after.map((tensor) => `^${tensor.split(':')[0]}`))];
    const own = unique(name);
    graph.node.push(create(NodeDefSchema, { name: own, op: type, input: [...inputs, ...waits], attr }));
    return own;
  }

  function named(
    name: string,
    type: TypeName,
    values: ArrayLike<number> | readonly string[],
    shape: Shape,
  ): TensorName {
    const value = tensorAttribute(constantTensor(type, values, shape));
    return put(name, 'Const', [], { dtype: typeAttribute(type), value });
  }

  /** The same constant is written once, wherever it is asked for. */
  function constant(type: TypeName, values: ArrayLike<number> | readonly string[], shape: Shape): TensorName {
    const key = `${type} ${shape.join('x')} ${Array.from(values as ArrayLike<unknown>).join(' ')}`;
    const known = constants.get(key);
    if (known !== undefined) return known;
    const name = named('constants/value', type, values, shape);
    constants.set(key, name);
    return name;
  }

  return {
    add: (type, inputs, attributes = {}, { after, name = type } = {}) =>
      put(scope === '' ? name : `${scope}/${name}`, type, inputs, attributes, after),
    floats: (values, shape = [values.length]) => constant('float', values, shape),
    doubles: (values, shape = [values.length]) => constant('double', values, shape),
    ints: (values, shape = [values.length]) => constant('int32', values, shape),
    texts: (values) => constant('string', values, [values.length]),
    named,
    placeholder: (name, type, shape) =>
      put(name, 'Placeholder', [], { dtype: typeAttribute(type), shape: shapeAttribute(shape) }),
    within: (name) => {
      scope = name;
    },
    graph: () => graph,
  };
}

/** A variable's handle: its memory is found by its name, in every signature of the session. */
export function variableHandle(graph: GraphBuilder, name: string, shape: Shape): TensorName {
  const attributes = {
    dtype: typeAttribute('float'),
    shape: shapeAttribute(shape),
    shared_name: textAttribute(name),
    container: textAttribute(''),
  };
  return graph.add('VarHandleOp', [], attributes, { name });
}

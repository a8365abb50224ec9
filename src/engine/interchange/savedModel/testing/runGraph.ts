import { elements, type Shape } from '../../../nn/shape.ts';
import { types } from '../attributes.ts';
import type { AttrValue, GraphDef, NodeDef, TensorProto } from '../generated/saved_model_pb.js';

/** A tensor of any type, its numbers row-major. */
export interface Numbers {
  readonly shape: Shape;
  readonly data: readonly number[];
}

type Operation = (inputs: readonly Numbers[], attributes: NodeDef['attr']) => Numbers;

/**
 * Computes one tensor of a GraphDef in plain TypeScript, for tests where no TensorFlow is: the operations that
 * preparing an image takes, float32 rounded after each. `fed` are placeholders by name.
 */
export function runGraph(
  { node: nodes }: GraphDef,
  name: string,
  fed: Readonly<Record<string, Numbers>>,
): Numbers {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const made = new Map<string, Numbers>(Object.entries(fed));
  const numbersOf = (wanted: string): Numbers => {
    const known = made.get(wanted);
    if (known) return known;
    const node = byName.get(wanted);
    if (!node) throw new Error(`the graph has no node ${wanted}`);
    const value = compute(node, node.input.map(numbersOf));
    made.set(wanted, value);
    return value;
  };
  return numbersOf(name);
}

function compute({ op, name, attr }: NodeDef, inputs: readonly Numbers[]): Numbers {
  if (op === 'Const') return constant(attr.value.value.value as TensorProto);
  const pair = pairs[op];
  const single = singles[op];
  const other = others[op];
  const isFloat = typeOf(attr.T) === types.float || typeOf(attr.DstT) === types.float;
  if (pair)
    return rounded(
      stretched(inputs, ([a, b]) => pair(a, b)),
      isFloat,
    );
  if (single)
    return rounded(
      stretched(inputs, ([a]) => single(a)),
      isFloat,
    );
  if (other) return rounded(other(inputs, attr), isFloat);
  throw new Error(`${name}: operation ${op} is not known here`);
}

const pairs: Readonly<Record<string, (a: number, b: number) => number>> = {
  AddV2: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  RealDiv: (a, b) => a / b,
  Minimum: Math.min,
  Maximum: Math.max,
  Less: (a, b) => Number(a < b),
  Equal: (a, b) => Number(a === b),
};

const singles: Readonly<Record<string, (a: number) => number>> = {
  Abs: Math.abs,
  Floor: Math.floor,
  Ceil: Math.ceil,
};

const others: Readonly<Record<string, Operation>> = {
  Cast: ([x], { DstT }) => (typeOf(DstT) === types.int32 ? { ...x, data: x.data.map(Math.trunc) } : x),
  Shape: ([{ shape }]) => ({ shape: [shape.length], data: shape }),
  StridedSlice: ([x, { data }]) => ({ shape: [], data: [x.data[data[0]]] }),
  Pack: (scalars) => ({ shape: [scalars.length], data: scalars.map(({ data }) => data[0]) }),
  Range: ([start, limit]) => {
    const count = limit.data[0] - start.data[0];
    return { shape: [count], data: Array.from({ length: count }, (_, i) => start.data[0] + i) };
  },
  Reshape: ([x, sizes]) => {
    const known = sizes.data.filter((size) => size >= 0);
    const rest = elements(x.shape) / elements(known);
    return { shape: sizes.data.map((size) => (size < 0 ? rest : size)), data: x.data };
  },
  SelectV2: (inputs) => stretched(inputs, ([condition, x, y]) => (condition ? x : y)),
  /** Over the last dimension, which is kept. */
  Sum: ([{ shape, data }]) => {
    const last = shape[shape.length - 1];
    const sums = Array.from({ length: data.length / last }, (_, i) =>
      data.slice(i * last, (i + 1) * last).reduce((sum, value) => sum + value, 0),
    );
    return { shape: [...shape.slice(0, -1), 1], data: sums };
  },
  BatchMatMulV2: ([a, b]) => products(a, b),
};

/** The products of one matrix with each of a batch. */
function products({ shape: [rows, inner], data: a }: Numbers, { shape, data: b }: Numbers): Numbers {
  const [batch, , columns] = shape;
  const data: number[] = [];
  for (let i = 0; i < batch * rows * columns; i++) {
    const [image, row, column] = [
      Math.floor(i / (rows * columns)),
      Math.floor(i / columns) % rows,
      i % columns,
    ];
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += a[row * inner + k] * b[(image * inner + k) * columns + column];
    data.push(sum);
  }
  return { shape: [batch, rows, columns], data };
}

/** A function of corresponding elements; sizes of 1, and dimensions that are missing in front, are stretched. */
function stretched(inputs: readonly Numbers[], of: (values: readonly number[]) => number): Numbers {
  const rank = Math.max(...inputs.map(({ shape }) => shape.length));
  const full = inputs.map(({ shape }) => [...Array<number>(rank - shape.length).fill(1), ...shape]);
  const shape = Array.from({ length: rank }, (_, axis) => Math.max(...full.map((sizes) => sizes[axis])));
  const data = Array.from({ length: elements(shape) }, (_, at) =>
    of(inputs.map((input, i) => input.data[placeIn(full[i], shape, at)])),
  );
  return { shape, data };
}

/** Where the element at a place of a stretched tensor lies in one that it was stretched from. */
function placeIn(own: Shape, shape: Shape, at: number): number {
  let [rest, place, stride] = [at, 0, 1];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (own[axis] > 1) place += (rest % shape[axis]) * stride;
    stride *= own[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return place;
}

function rounded(numbers: Numbers, isFloat: boolean): Numbers {
  return isFloat ? { ...numbers, data: numbers.data.map(Math.fround) } : numbers;
}

function typeOf(attribute: AttrValue | undefined): unknown {
  return attribute?.value.value;
}

function constant({ dtype, tensorShape, tensorContent }: TensorProto): Numbers {
  const shape = tensorShape?.dim.map(({ size }) => Number(size)) ?? [];
  const buffer = tensorContent.slice().buffer;
  const arrays = { [types.float]: Float32Array, [types.double]: Float64Array, [types.int32]: Int32Array };
  const Numbers = arrays[dtype as keyof typeof arrays];
  return { shape, data: Array.from(new Numbers(buffer)) };
}

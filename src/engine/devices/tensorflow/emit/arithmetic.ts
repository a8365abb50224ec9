import {
  boolAttribute,
  intAttribute,
  type TypeName,
  typeAttribute,
} from '../../../interchange/savedModel/attributes.ts';
import type { GraphBuilder, TensorName } from '../../../interchange/savedModel/graphBuilder.ts';

/** The element type of an operation on float32. */
export const FLOAT = { T: typeAttribute('float') } as const;

/** Two float32 tensors, element by element, sizes of 1 stretched. */
export function binary(
  graph: GraphBuilder,
  type: 'AddV2' | 'Sub' | 'Mul' | 'RealDiv' | 'Greater' | 'GreaterEqual' | 'Less' | 'Equal',
  a: TensorName,
  b: TensorName,
): TensorName {
  const extra = type === 'Equal' ? { incompatible_shape_error: boolAttribute(true) } : {};
  return graph.add(type, [a, b], { ...FLOAT, ...extra });
}

/** A float32 scalar. */
export function scalar(graph: GraphBuilder, value: number): TensorName {
  return graph.floats([value], []);
}

/** Adds up float32 along dimensions, which are kept with a size of 1 where `keep`. */
export function sum(graph: GraphBuilder, x: TensorName, axes: readonly number[], keep: boolean): TensorName {
  const attributes = { ...FLOAT, Tidx: typeAttribute('int32'), keep_dims: boolAttribute(keep) };
  return graph.add('Sum', [x, graph.ints(axes)], attributes);
}

/** `x` where the condition holds, else `y`. */
export function select(graph: GraphBuilder, condition: TensorName, x: TensorName, y: TensorName): TensorName {
  return graph.add('SelectV2', [condition, x, y], FLOAT);
}

/** Puts dimensions in another order; `x` itself where `permutation` is null. */
export function transpose(
  graph: GraphBuilder,
  x: TensorName,
  permutation: readonly number[] | null,
  type: TypeName = 'float',
): TensorName {
  if (permutation === null) return x;
  const attributes = { T: typeAttribute(type), Tperm: typeAttribute('int32') };
  return graph.add('Transpose', [x, graph.ints(permutation)], attributes);
}

/** Gives a tensor other sizes; at most one of them is -1. */
export function reshape(graph: GraphBuilder, x: TensorName, sizes: readonly number[]): TensorName {
  return graph.add('Reshape', [x, graph.ints(sizes)], { ...FLOAT, Tshape: typeAttribute('int32') });
}

/** An int32 vector of the batch's size and fixed ones after it. */
export function batchSizes(graph: GraphBuilder, count: TensorName, sizes: readonly number[]): TensorName {
  const parts = [count, ...sizes.map((size) => graph.ints([size], []))];
  const attributes = { T: typeAttribute('int32'), N: intAttribute(parts.length), axis: intAttribute(0) };
  return graph.add('Pack', parts, attributes);
}

/** Tensors one after the other along a dimension; the tensor itself where there is one. */
export function concatenated(
  graph: GraphBuilder,
  parts: readonly TensorName[],
  axis: number,
  type: TypeName = 'float',
): TensorName {
  if (parts.length === 1) return parts[0];
  const attributes = {
    T: typeAttribute(type),
    N: intAttribute(parts.length),
    Tidx: typeAttribute('int32'),
  };
  return graph.add('ConcatV2', [...parts, graph.ints([axis], [])], attributes);
}

/** A part of a vector: `length` elements from `offset` on. */
export function part(
  graph: GraphBuilder,
  vector: TensorName,
  offset: number,
  length: number,
  type: TypeName = 'float',
): TensorName {
  const attributes = { T: typeAttribute(type), Index: typeAttribute('int32') };
  return graph.add('Slice', [vector, graph.ints([offset]), graph.ints([length])], attributes);
}

/** One element of a vector, as a scalar. */
export function element(
  graph: GraphBuilder,
  vector: TensorName,
  index: number,
  type: TypeName = 'float',
): TensorName {
  const attributes = {
    T: typeAttribute(type),
    Index: typeAttribute('int32'),
    begin_mask: intAttribute(0),
    ellipsis_mask: intAttribute(0),
    end_mask: intAttribute(0),
    new_axis_mask: intAttribute(0),
    shrink_axis_mask: intAttribute(1),
  };
  return graph.add(
    'StridedSlice',
    [vector, graph.ints([index]), graph.ints([index + 1]), graph.ints([1])],
    attributes,
  );
}

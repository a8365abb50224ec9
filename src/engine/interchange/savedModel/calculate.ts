import { boolAttribute, intAttribute, type TypeName, typeAttribute } from './attributes.ts';
import type { GraphBuilder, TensorName } from './graphBuilder.ts';

/** An operation whose operands all have one element type, which is its only attribute. */
export function calculate(
  graph: GraphBuilder,
  type: string,
  operands: readonly TensorName[],
  of: TypeName = 'float',
): TensorName {
  const extra = type === 'Equal' ? { incompatible_shape_error: boolAttribute(true) } : {};
  return graph.add(type, operands, { T: typeAttribute(of), ...extra });
}

/** The same numbers in another type; a fraction is cut off. */
export function cast(graph: GraphBuilder, x: TensorName, from: TypeName, to: TypeName): TensorName {
  const attributes = { SrcT: typeAttribute(from), DstT: typeAttribute(to), Truncate: boolAttribute(false) };
  return graph.add('Cast', [x], attributes);
}

/** The sizes of a tensor, an int32 vector. */
export function sizesOf(graph: GraphBuilder, x: TensorName, type: TypeName): TensorName {
  return graph.add('Shape', [x], { T: typeAttribute(type), out_type: typeAttribute('int32') });
}

/** Scalars as one int32 vector. */
export function vectorOf(graph: GraphBuilder, scalars: readonly TensorName[]): TensorName {
  const attributes = { T: typeAttribute('int32'), N: intAttribute(scalars.length), axis: intAttribute(0) };
  return graph.add('Pack', scalars, attributes);
}

/** Gives a float32 tensor the sizes in an int32 vector, of which one may be -1. */
export function withSizes(graph: GraphBuilder, x: TensorName, sizes: TensorName): TensorName {
  return graph.add('Reshape', [x, sizes], { T: typeAttribute('float'), Tshape: typeAttribute('int32') });
}

/** Products of the matrices in the last two dimensions; the dimensions before them are stretched. */
export function matrixProducts(graph: GraphBuilder, a: TensorName, b: TensorName): TensorName {
  const attributes = { T: typeAttribute('float'), adj_x: boolAttribute(false), adj_y: boolAttribute(false) };
  return graph.add('BatchMatMulV2', [a, b], attributes);
}

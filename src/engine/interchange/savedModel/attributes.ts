import { create, type MessageInitShape } from '@bufbuild/protobuf';
import type { Shape } from '../../nn/shape.ts';
import { type AttrValue, AttrValueSchema, DataType, type TensorProto } from './generated/saved_model_pb.js';

/** An attribute of a TensorFlow operation, made by one of the functions below. */
export type Attribute = MessageInitShape<typeof AttrValueSchema>['value'];

/** Element types by the short names used here. */
export const types = {
  float: DataType.DT_FLOAT,
  double: DataType.DT_DOUBLE,
  int32: DataType.DT_INT32,
  int64: DataType.DT_INT64,
  uint8: DataType.DT_UINT8,
  uint64: DataType.DT_UINT64,
  bool: DataType.DT_BOOL,
  string: DataType.DT_STRING,
  resource: DataType.DT_RESOURCE,
} as const;

export type TypeName = keyof typeof types;

/** An element type. */
export function typeAttribute(name: TypeName): Attribute {
  return { case: 'type', value: types[name] };
}

/** A whole number. */
export function intAttribute(value: number): Attribute {
  return { case: 'i', value: BigInt(value) };
}

/** A float32. */
export function floatAttribute(value: number): Attribute {
  return { case: 'f', value };
}

export function boolAttribute(value: boolean): Attribute {
  return { case: 'b', value };
}

export function textAttribute(value: string): Attribute {
  return { case: 's', value: new TextEncoder().encode(value) };
}

/** A list of whole numbers: strides, sizes of a window. */
export function intsAttribute(values: readonly number[]): Attribute {
  return { case: 'list', value: { i: values.map(BigInt) } };
}

/** A list of element types. */
export function typesAttribute(names: readonly TypeName[]): Attribute {
  return { case: 'list', value: { type: names.map((name) => types[name]) } };
}

/** A shape; -1 stands for a size that is known only at run time. */
export function shapeAttribute(shape: Shape): Attribute {
  return { case: 'shape', value: { dim: shape.map((size) => ({ size: BigInt(size) })) } };
}

/** The value of a constant. */
export function tensorAttribute(tensor: TensorProto): Attribute {
  return { case: 'tensor', value: tensor };
}

/** The message of an attribute. */
export function attributeMessage(value: Attribute): AttrValue {
  return create(AttrValueSchema, { value });
}

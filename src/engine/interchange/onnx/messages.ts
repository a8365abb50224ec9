import { create } from '@bufbuild/protobuf';
import type { Shape } from '../../nn/shape.ts';
import type { NamedTensor } from '../../tensor.ts';
import { float32Bytes } from '../littleEndian.ts';
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  type TensorProto,
  TensorProto_DataType,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from './generated/onnx_pb.js';

/** Attributes of an operator by name: whole numbers and lists of them, or a float32. */
export type NodeAttributes = Readonly<Record<string, AttributeValue>>;

type AttributeValue = bigint | readonly number[] | number;

/** The name of the batch dimension, which has no fixed size. */
export const BATCH = 'batch';

/** An operator with one output. `bigint` attributes become INT, numbers FLOAT, lists INTS. */
export function operatorNode(
  name: string,
  type: string,
  inputs: readonly string[],
  output: string,
  attributes: NodeAttributes,
): NodeProto {
  const attribute = Object.entries(attributes).map(([key, value]) => attributeOf(key, value));
  return create(NodeProtoSchema, { name, opType: type, input: [...inputs], output: [output], attribute });
}

function attributeOf(name: string, value: AttributeValue): AttributeProto {
  if (typeof value === 'bigint') {
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.INT, i: value });
  }
  if (typeof value === 'number') {
    return create(AttributeProtoSchema, { name, type: AttributeProto_AttributeType.FLOAT, f: value });
  }
  return create(AttributeProtoSchema, {
    name,
    type: AttributeProto_AttributeType.INTS,
    ints: value.map(BigInt),
  });
}

/** A float32 initialiser; its numbers are raw little-endian bytes. */
export function floatTensor({ name, shape, data }: NamedTensor): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dataType: TensorProto_DataType.FLOAT,
    dims: shape.map(BigInt),
    rawData: float32Bytes(data),
  });
}

/** A one-dimensional int64 initialiser. */
export function integerTensor(name: string, values: readonly number[]): TensorProto {
  const rawData = new Uint8Array(8 * values.length);
  const view = new DataView(rawData.buffer);
  values.forEach((value, i) => {
    view.setBigInt64(8 * i, BigInt(value), true);
  });
  return create(TensorProtoSchema, {
    name,
    dataType: TensorProto_DataType.INT64,
    dims: [BigInt(values.length)],
    rawData,
  });
}

/** A float32 value with the batch dimension before its shape per image. */
export function batchValue(name: string, shape: Shape): ValueInfoProto {
  const dim = [
    { value: { case: 'dimParam' as const, value: BATCH } },
    ...shape.map((size) => ({ value: { case: 'dimValue' as const, value: BigInt(size) } })),
  ];
  const tensorType = { elemType: TensorProto_DataType.FLOAT, shape: { dim } };
  return create(ValueInfoProtoSchema, { name, type: { value: { case: 'tensorType', value: tensorType } } });
}

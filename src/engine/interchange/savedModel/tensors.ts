import { create } from '@bufbuild/protobuf';
import { elements, type Shape } from '../../nn/shape.ts';
import { float32Bytes } from '../littleEndian.ts';
import { type TypeName, types } from './attributes.ts';
import { type TensorProto, TensorProtoSchema } from './generated/saved_model_pb.js';

/** A constant's message. Throws where the numbers do not fill the shape, which is our fault. */
export function constantTensor(
  type: TypeName,
  values: ArrayLike<number> | readonly string[],
  shape: Shape,
): TensorProto {
  if (values.length !== elements(shape)) {
    throw new Error(`a constant of ${values.length} values does not fill ${shape.join('x')}`);
  }
  const head = { dtype: types[type], tensorShape: { dim: shape.map((size) => ({ size: BigInt(size) })) } };
  if (type === 'string') {
    const encoder = new TextEncoder();
    const stringVal = Array.from(values as readonly string[], (text) => encoder.encode(text));
    return create(TensorProtoSchema, { ...head, stringVal });
  }
  const numbers = values as ArrayLike<number>;
  return create(TensorProtoSchema, { ...head, tensorContent: contentOf(type, numbers) });
}

function contentOf(type: TypeName, numbers: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  if (type === 'float') {
    const floats = numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
    return float32Bytes(floats) as Uint8Array<ArrayBuffer>;
  }
  if (type === 'double') return doubleBytes(numbers);
  if (type !== 'int32') throw new Error(`constants of type ${type} are not written`);
  const bytes = new Uint8Array(4 * numbers.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < numbers.length; i++) view.setInt32(4 * i, numbers[i], true);
  return bytes;
}

function doubleBytes(numbers: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 * numbers.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < numbers.length; i++) view.setFloat64(8 * i, numbers[i], true);
  return bytes;
}

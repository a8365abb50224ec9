import { float32Numbers } from '../littleEndian.ts';

/** A number type of the format: its size, and how to widen or round it to float32 where that is done. */
export interface DataType {
  readonly bits: number;
  /** Null where a tensor of this type is told by name and refused. */
  readonly toFloat32: ((bytes: Uint8Array) => Float32Array) | null;
}

/** The types that safetensors 0.8 knows (safetensors/src/tensor.rs, enum Dtype), by the name that a header gives them. */
export const dataTypes: ReadonlyMap<string, DataType> = new Map<string, DataType>([
  ['F32', { bits: 32, toFloat32: float32Numbers }],
  ['F64', { bits: 64, toFloat32: fromFloat64 }],
  ['F16', { bits: 16, toFloat32: fromFloat16 }],
  ['BF16', { bits: 16, toFloat32: fromBrainFloat }],
  ...refused(4, 'F4'),
  ...refused(6, 'F6_E2M3', 'F6_E3M2'),
  ...refused(8, 'BOOL', 'U8', 'I8', 'F8_E5M2', 'F8_E4M3', 'F8_E8M0', 'F8_E4M3FNUZ', 'F8_E5M2FNUZ'),
  ...refused(16, 'I16', 'U16'),
  ...refused(32, 'I32', 'U32'),
  ...refused(64, 'I64', 'U64', 'C64'),
]);

function refused(bits: number, ...names: string[]): [string, DataType][] {
  return names.map((name) => [name, { bits, toFloat32: null }]);
}

function fromFloat64(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true));
}

/** The upper half of a float32. */
function fromBrainFloat(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bits = Uint32Array.from({ length: bytes.length / 2 }, (_, i) => view.getUint16(2 * i, true) << 16);
  return new Float32Array(bits.buffer);
}

/** IEEE 754 half precision: 1 bit sign, 5 exponent, 10 fraction. */
function fromFloat16(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 2 }, (_, i) => {
    const bits = view.getUint16(2 * i, true);
    const sign = bits >> 15 ? -1 : 1;
    const exponent = (bits >> 10) & 0x1f;
    const fraction = bits & 0x3ff;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

/** The arrays that messages may carry besides plain values, by the name of their type. */
export const numberArrays = { Float32Array, Float64Array, Int32Array, Uint8Array, Uint32Array };

export type NumberArrayName = keyof typeof numberArrays;
export type NumberArray = InstanceType<(typeof numberArrays)[NumberArrayName]>;

/** The name of the type an array was made by; Node's Buffer says Uint8Array. */
export function numberArrayName(array: NumberArray): NumberArrayName {
  return array[Symbol.toStringTag];
}

/** Whether a value is one of these arrays. */
export function isNumberArray(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && Object.hasOwn(numberArrays, (value as NumberArray)[Symbol.toStringTag]);
}

/** The bytes an array shows, in the memory where it lies; of Node's Buffer a plain array. */
export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

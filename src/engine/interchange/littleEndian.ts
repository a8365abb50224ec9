const hostIsLittle = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** The bytes of float32 numbers in little-endian order: a view of their memory, or a turned copy on a big-endian host. */
export function float32Bytes(data: Float32Array): Uint8Array {
  if (hostIsLittle) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const bytes = new Uint8Array(data.byteLength);
  const view = new DataView(bytes.buffer);
  data.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return bytes;
}

/** The float32 numbers of little-endian bytes, in memory of their own; a last incomplete number is left out. */
export function float32Numbers(bytes: Uint8Array): Float32Array {
  const count = Math.floor(bytes.length / 4);
  if (hostIsLittle) {
    // Not bytes.slice: that of a Node Buffer is a view of memory shared with others.
    const copy = new Uint8Array(4 * count);
    copy.set(bytes.subarray(0, 4 * count));
    return new Float32Array(copy.buffer);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: count }, (_, i) => view.getFloat32(4 * i, true));
}

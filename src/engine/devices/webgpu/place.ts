/** Where a tensor lies in the Program's memory plan. */
export interface Place {
  /** Of what can be bound, in bytes: the tensor itself, or the larger one that it is a part of. */
  readonly address: number;
  readonly bytes: number;
  /** Where in it the tensor begins, in elements of 4 bytes. */
  readonly shift: number;
}

/** Every tensor begins at a multiple of this: what every adapter can bind (minStorageBufferOffsetAlignment). */
export const ALIGNMENT = 256;

/** Bytes rounded up to where the next tensor may begin. */
export function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

/** A run of bytes within another place that is not shifted: of a workspace. */
export function partOf(place: Place, offset: number, bytes: number): Place {
  if (offset % ALIGNMENT !== 0 || offset + bytes > place.bytes)
    throw new Error(`${offset} + ${bytes} bytes do not fit in ${place.bytes}`);
  return { address: place.address + offset, bytes, shift: 0 };
}

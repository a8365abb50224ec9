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

/** Bytes of a workspace whose parts have so many. */
export function bytesOfParts(sizes: readonly number[]): number {
  return sizes.reduce((sum, bytes) => sum + aligned(bytes), 0);
}

/** Parts of a workspace, of so many bytes each, one after the other. */
export function cutIntoParts(workspace: Place, sizes: readonly number[]): Place[] {
  if (bytesOfParts(sizes) > workspace.bytes)
    throw new Error(`parts of ${sizes.join(' + ')} bytes do not fit in ${workspace.bytes}`);
  return sizes.map((bytes, i) => ({
    address: workspace.address + bytesOfParts(sizes.slice(0, i)),
    bytes: aligned(bytes),
    shift: 0,
  }));
}

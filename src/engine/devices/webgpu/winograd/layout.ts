import type { WindowAttributes } from '../../../compiler/attributes.ts';
import type { Shape } from '../../../nn/shape.ts';
import type { Workgroups } from '../kernel.ts';

/** Numbers of a patch of 6x6, and of a result of 4x4. */
export const POSITIONS = 36;
export const RESULT = 4;

/** Threads of a workgroup that transforms patches of one plane. */
export const THREADS = 64;

/** Bytes of transformed numbers that lie in memory at a time, about: what large caches hold. */
const CHUNK_BYTES = 32 * 2 ** 20;

/** A sum over planes of 3x3 windows, moved by one, done in chunks of images. */
export interface Patches {
  /** Planes that are read, with their height and width. */
  readonly source: Shape;
  /** Planes that are made, likewise. */
  readonly result: Shape;
  /** Zeros above and to the left of the source. */
  readonly top: number;
  readonly left: number;
  /** Patches of a plane, along and down. */
  readonly across: number;
  readonly patches: number;
  /** Images of a chunk, and how many chunks the capacity has. */
  readonly images: number;
  readonly chunks: number;
  /** From one plane's patches to the next one's, in numbers. */
  readonly pitch: number;
}

/** Zeros above and to the left of what a convolution reads, and of what its input's gradient does. */
export function cornerOf({ padH, padW }: WindowAttributes): readonly [number, number] {
  return [padH, padW];
}

export function mirroredCorner({ padH, padW }: WindowAttributes): readonly [number, number] {
  return [2 - padH, 2 - padW];
}

/** Lays out the patches of a source for a result. */
export function patchesOf(
  source: Shape,
  result: Shape,
  corner: readonly [top: number, left: number],
  capacity: number,
): Patches {
  const [, height, width] = result;
  const across = Math.ceil(width / RESULT);
  const patches = across * Math.ceil(height / RESULT);
  const bytes = POSITIONS * 4 * patches * (source[0] + result[0]);
  const images = Math.max(1, Math.min(capacity, Math.floor(CHUNK_BYTES / bytes)));
  return {
    source,
    result,
    top: corner[0],
    left: corner[1],
    across,
    patches,
    images,
    chunks: Math.ceil(capacity / images),
    pitch: Math.ceil((images * patches) / 32) * 32,
  };
}

/** Bytes of the transformed patches of so many planes. */
export function patchBytes({ pitch }: Patches, planes: number): number {
  return POSITIONS * planes * pitch * 4;
}

/** Images of chunk number `chunk` at a batch of n. */
export function imagesOf({ images }: Patches, chunk: number, n: number): number {
  return Math.max(0, Math.min(images, n - chunk * images));
}

/** The same as WGSL: the chunk is only run where it has images. */
export function imagesText({ images }: Patches, chunk: number): string {
  return `min(run.n - ${chunk * images}u, ${images}u)`;
}

/** A workgroup for every THREADS patches of a chunk in each of so many planes: along x, and along y. */
export function patchGroups(patches: Patches, chunk: number, planes: number): Workgroups {
  return (n) => [Math.ceil((imagesOf(patches, chunk, n) * patches.patches) / THREADS), planes, 1];
}

/**
 * Whether Winograd's products pay: four times fewer multiplications, against 18 bytes more to and from memory for each
 * number read and each made. A GPU does some 18 multiplications and additions a float32 in the time of a byte; it is a
 * question of the shape alone, since the choice alters bits.
 */
export function winogradPays(
  planes: number,
  [rows, height, width]: Shape,
  { kW, kH, dW, dH, padW, padH }: WindowAttributes,
): boolean {
  if (kW !== 3 || kH !== 3 || dW !== 1 || dH !== 1 || padW > 2 || padH > 2) return false;
  const covered = Math.ceil(height / RESULT) * Math.ceil(width / RESULT) * RESULT ** 2;
  const direct = 18 * planes * rows;
  const products = 4.5 * planes * rows + 18 * 18 * (planes + rows);
  return direct * height * width > products * covered;
}

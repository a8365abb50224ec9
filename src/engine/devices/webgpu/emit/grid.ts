import type { Workgroups } from '../kernel.ts';

/** Most workgroups along one axis, on every adapter. */
const MOST = 65_535;

/** Threads of a workgroup that works element by element. */
export const THREADS = 256;

/** Workgroups in a line of any length, laid over two axes; a kernel finds its own by `LINE`. */
export function line(count: number): readonly [number, number, number] {
  if (count <= MOST) return [count, 1, 1];
  const rows = Math.ceil(count / MOST);
  return [Math.ceil(count / rows), rows, 1];
}

/** WGSL of a workgroup's number in its line; the last ones may lie beyond the count. */
export const LINE = '(group.x + group.y * groups.x)';

/** As many workgroups as it takes for `perImage` threads an image. */
export function threadsPerImage(perImage: number, threads = THREADS): Workgroups {
  return (n) => line(Math.ceil((n * perImage) / threads));
}

/** A fixed number of workgroups. */
export function fixedGroups(count: number): Workgroups {
  const grid = line(count);
  return () => grid;
}

/** The least power of two of at least `count`, between `least` and `most`. */
export function powerOfTwo(count: number, least = 1, most = THREADS): number {
  return Math.min(most, Math.max(least, 2 ** Math.ceil(Math.log2(count))));
}

import type { Side } from './side.ts';

/** A matrix in memory as an operand of a product: the places of its elements by outer and by depth, in elements. */
export interface MatrixSide {
  /** The WGSL function that reads it. */
  readonly read: string;
  /** WGSL of where it begins, if not at the operand's first element. */
  readonly base?: string;
  readonly outerPitch: number;
  readonly depthPitch: number;
  /** How many there are, as WGSL. */
  readonly outers: string;
  readonly depths: string;
}

/** Reads a matrix along whichever of its sides lies in one run; what is beyond it counts as 0. */
export function matrixSide(matrix: MatrixSide): Side {
  const { read, base, outerPitch, depthPitch, outers, depths } = matrix;
  const begin = base === undefined ? '' : `${base} + `;
  return {
    along: depthPitch === 1 && outerPitch !== 1 ? 'depth' : 'outer',
    outer: (name, outer) =>
      `let ${name} = ${begin}${outer} * ${outerPitch}u; let ${name}_ok = ${outer} < ${outers};`,
    depth: (name, depth) =>
      `let ${name}_from = ${depth} * ${depthPitch}u; let ${name}_in = ${depth} < ${depths};`,
    load: (outer, depth) => `read_${read}(${outer} + ${depth}_from, ${outer}_ok & ${depth}_in)`,
  };
}

/** WGSL of the function through which an operand's elements are read. */
export function matrixReader(read: string): string {
  return `fn read_${read}(i: u32, ok: bool) -> f32 { return select(0.0, ${read}(select(0u, i, ok)), ok); }`;
}

import type { Tile } from './tile.ts';
import { threadsOf } from './tile.ts';

/**
 * One operand of a product, as WGSL that reads it. `outer` is a row of the left or a column of the right operand.
 * Names given to the functions are unique.
 */
export interface Side {
  /** What neighbouring threads read next to one another: outers, or depths. */
  readonly along: 'outer' | 'depth';
  /** Statements, once a thread, for an outer that it reads throughout: declares what begins with `name`. */
  outer(name: string, outer: string): string;
  /** Statements, once a slab, where the depth that `along: 'depth'` fixes for a thread is `depth`. */
  depth?(name: string, depth: string): string;
  /** The element at the outer and the depth so named: an expression of type f32. */
  load(outer: string, depth: string): string;
}

/** WGSL of an operand's way into workgroup memory. */
export interface SideText {
  readonly declarations: string;
  /** Once a thread. */
  readonly setup: string;
  /** Reads slab `slab` into registers. */
  readonly fetch: string;
  /** Puts the registers into half `half` of the workgroup memory. */
  readonly keep: string;
  /** Vectors of four from one depth to the next in workgroup memory. */
  readonly pitch: number;
}

/**
 * A slab of an operand lies in workgroup memory as [depth][slot], a slot being a vector of four outers, a quarter of
 * the tile apart: so threads side by side read numbers side by side, four times over, whatever their alignment, and
 * still compute on whole vectors.
 *
 * @param name prefix of all names: `left`, `right`
 * @param extent the tile's rows or columns
 * @param first WGSL of the tile's first outer
 */
export function sideText(name: string, side: Side, tile: Tile, extent: number, first: string): SideText {
  const threads = threadsOf(tile);
  const slots = extent / 4;
  const isOuter = side.along === 'outer';
  const perThread = (slots * tile.depth) / threads;
  // One more vector a row, so that threads that write down a column meet different banks.
  const pitch = isOuter ? slots : slots + 1;
  const setup: string[] = [];
  const fetch: string[] = [];
  const keep: string[] = [];
  const prepare = (slot: string, tag: string) => {
    for (let q = 0; q < 4; q++) {
      setup.push(side.outer(`${name}_${tag}${q}`, `(${first} + ${slot} + ${q * slots}u)`));
    }
  };
  const read = (tag: string, depth: string) =>
    `vec4f(${[0, 1, 2, 3].map((q) => side.load(`${name}_${tag}${q}`, depth)).join(', ')})`;
  const place = (depth: string, slot: string) =>
    `${name}_tile[half * ${tile.depth * pitch}u + (${depth}) * ${pitch}u + ${slot}]`;
  const registers: string[] = [];
  if (isOuter) {
    setup.push(`let ${name}_slot = lane % ${slots}u;`, `let ${name}_depth = lane / ${slots}u;`);
    prepare(`${name}_slot`, 's');
    for (let r = 0; r < perThread; r++) {
      const depth = `(${name}_depth + ${(r * threads) / slots}u)`;
      const at = `${name}_at${r}`;
      fetch.push(`let ${at} = slab * ${tile.depth}u + ${depth};`);
      if (side.depth) fetch.push(side.depth(at, at));
      fetch.push(`${name}_next${r} = ${read('s', at)};`);
      keep.push(`${place(depth, `${name}_slot`)} = ${name}_next${r};`);
      registers.push(`var ${name}_next${r}: vec4f;`);
    }
  } else {
    setup.push(`let ${name}_slot = lane / ${tile.depth}u;`, `let ${name}_depth = lane % ${tile.depth}u;`);
    const at = `${name}_at`;
    fetch.push(`let ${at} = slab * ${tile.depth}u + ${name}_depth;`);
    if (side.depth) fetch.push(side.depth(at, at));
    for (let r = 0; r < perThread; r++) {
      const slot = `(${name}_slot + ${(r * threads) / tile.depth}u)`;
      prepare(slot, `s${r}_`);
      fetch.push(`${name}_next${r} = ${read(`s${r}_`, at)};`);
      keep.push(`${place(`${name}_depth`, slot)} = ${name}_next${r};`);
      registers.push(`var ${name}_next${r}: vec4f;`);
    }
  }
  return {
    declarations: `var<workgroup> ${name}_tile: array<vec4f, ${2 * tile.depth * pitch}>;`,
    setup: [...registers, ...setup].join('\n  '),
    fetch: fetch.join('\n      '),
    keep: keep.join('\n      '),
    pitch,
  };
}

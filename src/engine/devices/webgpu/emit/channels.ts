import { elements, type Shape } from '../../../nn/shape.ts';
import type { ElementType, Workgroups } from '../kernel.ts';
import { powerOfTwo } from './grid.ts';

/** Most parts into which a channel's numbers are cut: few enough that each workgroup joins what they came to. */
const MOST_SPLITS = 64;
/** What a thread takes of a full batch, in items. */
const ITEMS_A_THREAD = { f32: 8, vec4: 4 } as const;
/** Neighbouring threads are to read about as many neighbouring items. */
const NEIGHBOURS = 16;
/** Items that a thread asks for at once: memory takes far longer to answer than to give. */
const AT_ONCE = 4;
/** Most splits of which each thread joins what they came to by itself, rather than that its workgroup meets. */
const FEW_SPLITS = 16;

/**
 * How workgroups are laid over the channels of a batch, for work that goes over all of a channel's numbers: they lie
 * in planes, one an image. An item is a number, or four where that divides the plane. A workgroup takes `columns`
 * neighbouring channels, so that small planes are read together, and goes over one of the `splits` parts of their
 * items with `rows` threads a channel; thread `lane` works for column lane % columns.
 */
export interface ChannelTiles {
  readonly channels: number;
  /** Of a plane. */
  readonly items: number;
  readonly type: ElementType & ('f32' | 'vec4');
  readonly columns: number;
  readonly rows: number;
  readonly threads: number;
  readonly splits: number;
  /** Most items of a thread. */
  readonly turns: number;
  /** x over the channels, y over the splits. */
  readonly workgroups: Workgroups;
}

/** By shape alone, so that sums are the same from run to run. */
export function channelTiles([channels, ...rest]: Shape, capacity: number): ChannelTiles {
  const positions = elements(rest);
  const type = positions % 4 === 0 ? 'vec4' : 'f32';
  const items = type === 'vec4' ? positions / 4 : positions;
  const columns = powerOfTwo(NEIGHBOURS / items, 1, NEIGHBOURS);
  const threads = powerOfTwo(columns * items * capacity, 64);
  const rows = threads / columns;
  const splits = Math.min(MOST_SPLITS, Math.ceil((items * capacity) / (rows * ITEMS_A_THREAD[type])));
  const grid = [Math.ceil(channels / columns), splits, 1] as const;
  const turns = Math.ceil(Math.ceil((items * capacity) / splits) / rows);
  return { channels, items, type, columns, rows, threads, splits, turns, workgroups: () => grid };
}

/** WGSL of a thread's `channel`, of its `row`, of whether it is there, and of the part of its items that it takes. */
export function channelText({ channels, items, columns, splits }: ChannelTiles): string {
  return `
  let row = lane / ${columns}u;
  let channel = group.x * ${columns}u + lane % ${columns}u;
  let is_there = channel < ${channels}u;
  let items = run.n * ${items}u;
  let share = (items + ${splits - 1}u) / ${splits}u;
  let begin = group.y * share + row;
  let end = select(0u, min(items, (group.y + 1u) * share), is_there);`;
}

/** WGSL of where an item of the thread's channel lies. */
export function placeText({ channels, items }: ChannelTiles, item: string): string {
  return `(${item} / ${items}u * ${channels}u + channel) * ${items}u + ${item} % ${items}u`;
}

/**
 * WGSL that does something with each item of the thread's part: the one at `i` of the tensors. Of those that are named
 * it is read already, `x_i` of `x`.
 */
export function eachItem(tiles: ChannelTiles, read: readonly string[], act: string): string {
  const { rows, turns } = tiles;
  const one = `let i = ${placeText(tiles, 'item')};
    ${read.map((name) => `let ${name}_i = ${name}(i);`).join(' ')}
    ${act}`;
  const rest = `
  for (; item < end; item += ${rows}u) {
    ${one}
  }`;
  if (turns < AT_ONCE) return `\n  var item = begin;${rest}`;
  const each = Array.from({ length: AT_ONCE }, (_, k) => k);
  const places = each.map((k) => `let i${k} = ${placeText(tiles, `(item + ${k * rows}u)`)};`);
  const items = read.flatMap((name) => each.map((k) => `let ${name}${k} = ${name}(i${k});`));
  const acts = each.map((k) => {
    const own = read.map((name) => `let ${name}_i = ${name}${k};`);
    return `{ let i = i${k}; ${own.join(' ')} ${act} }`;
  });
  return `
  var item = begin;
  for (; item + ${(AT_ONCE - 1) * rows}u < end; item += ${AT_ONCE * rows}u) {
    ${[...places, ...items, ...acts].join('\n    ')}
  }${rest}`;
}

/**
 * WGSL that does something for each of the `split`s of a channel, in as many threads as it takes; and whether a
 * workgroup must then join what its threads found.
 */
export function eachSplit({ rows, splits }: ChannelTiles): {
  readonly each: (act: string) => string;
  readonly areShared: boolean;
} {
  const areShared = splits > FEW_SPLITS;
  const [from, step] = areShared ? ['row', rows] : ['0u', 1];
  return {
    areShared,
    each: (act) => `
  for (var split = ${from}; split < ${splits}u; split += ${step}u) {
    ${act}
  }`,
  };
}

/** WGSL types and expressions of one item, by its type. */
export const itemText = {
  f32: { type: 'f32', numbers: 1, sum: (item: string) => item, first: (item: string) => item },
  vec4: {
    type: 'vec4f',
    numbers: 4,
    sum: (item: string) => `dot(${item}, vec4f(1.0))`,
    first: (item: string) => `${item}.x`,
  },
} as const;

import { elements, type Shape } from '../../../nn/shape.ts';
import type { ElementType, Workgroups } from '../kernel.ts';
import { powerOfTwo } from './grid.ts';

/** Most parts into which a channel's numbers are cut: few enough that each workgroup joins what they came to. */
const MOST_SPLITS = 64;
/** What a thread takes of a full batch, in items. */
const ITEMS_A_THREAD = { f32: 8, vec4: 4 } as const;
/** Neighbouring threads are to read about as many neighbouring items. */
const NEIGHBOURS = 16;

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
  return { channels, items, type, columns, rows, threads, splits, workgroups: () => grid };
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

/** WGSL that does something with each item of the thread's part: the one at `i` of the tensor. */
export function eachItem({ channels, items, rows }: ChannelTiles, act: string): string {
  return `
  for (var item = begin; item < end; item += ${rows}u) {
    let i = (item / ${items}u * ${channels}u + channel) * ${items}u + item % ${items}u;
    ${act}
  }`;
}

/** WGSL types and expressions of one item, by its type. */
export const itemText = {
  f32: { type: 'f32', sum: (item: string) => item, first: (item: string) => item },
  vec4: {
    type: 'vec4f',
    sum: (item: string) => `dot(${item}, vec4f(1.0))`,
    first: (item: string) => `${item}.x`,
  },
} as const;

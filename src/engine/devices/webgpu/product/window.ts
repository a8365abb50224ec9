import type { WindowAttributes } from '../../../compiler/attributes.ts';
import type { Shape } from '../../../nn/shape.ts';
import { fixedGroups, LINE, THREADS } from '../emit/grid.ts';
import { type Kernel, type Operand, writeKernel } from '../kernel.ts';
import { aligned, type Place } from '../place.ts';
import { productKernel } from './product.ts';
import type { Side } from './side.ts';
import { type Tile, tileFor } from './tile.ts';

/** A convolution, or its input's gradient, as a product of packed weights [depth, rows] and the windows of an image. */
export interface WindowProduct {
  readonly direction: 'forward' | 'backward';
  /** Planes that are read: inputs forward, outputs backward. */
  readonly planes: number;
  /** Planes that are made. */
  readonly rows: number;
  /** Positions of the result in a full batch. */
  readonly columns: number;
  readonly kH: number;
  readonly kW: number;
}

/** How the depth is laid out: tap by tap, each over all planes, or where these fill no slab plane by plane. */
interface Depth {
  readonly tile: Tile;
  readonly byTaps: boolean;
  /** Of the packed weights, both filled up with zeros. */
  readonly depth: number;
  readonly rows: number;
}

function depthOf({ planes, rows, columns, kH, kW }: WindowProduct): Depth {
  const tile = tileFor(rows, columns);
  const byTaps = planes % tile.depth === 0;
  const depth = Math.ceil((planes * kH * kW) / tile.depth) * tile.depth;
  return { tile, byTaps, depth, rows: Math.ceil(rows / tile.rows) * tile.rows };
}

/** Bytes of the packed weights. */
export function packBytes(product: WindowProduct): number {
  const { depth, rows } = depthOf(product);
  return aligned(depth * rows * 4);
}

/** Packs weight [O, I, kH, kW] as [depth, rows], so that threads side by side read rows side by side. */
export function packWeights(product: WindowProduct, weight: Operand | null, packed: Place): Kernel {
  const { direction, planes, rows: wanted, kH, kW } = product;
  const { byTaps, depth, rows } = depthOf(product);
  const taps = kH * kW;
  const [plane, tap] = byTaps ? [`d % ${planes}u`, `d / ${planes}u`] : [`d / ${taps}u`, `d % ${taps}u`];
  const index =
    direction === 'forward'
      ? `row * ${planes * taps}u + plane * ${taps}u + tap`
      : `plane * ${wanted * taps}u + row * ${taps}u + tap`;
  return writeKernel({
    label: 'pack weights',
    operands: { weight, packed: { place: packed, type: 'f32' } },
    workgroupSize: [THREADS],
    workgroups: fixedGroups(Math.ceil((depth * rows) / THREADS)),
    body: `
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= ${depth * rows}u) { return; }
  let row = i % ${rows}u;
  let d = i / ${rows}u;
  let plane = ${plane};
  let tap = ${tap};
  var value = 0.0;
  if (row < ${wanted}u && d < ${planes * taps}u) { value = weight(${index}); }
  set_packed(i, value);`,
  });
}

export interface WindowOperands {
  readonly label: string;
  readonly window: WindowAttributes;
  readonly from: { readonly shape: Shape; readonly operand: Operand | null };
  readonly to: { readonly shape: Shape; readonly operand: Operand | null };
  readonly packed: Place;
  /** One number a row, added to all its columns. */
  readonly bias: Operand | null;
  /** WGSL of what becomes of a sum. */
  readonly finish: (value: string) => string;
}

/** The product itself: rows are planes of `to`, columns its positions in all images. */
export function windowProduct(product: WindowProduct, operands: WindowOperands): Kernel {
  const { label, from, to, packed, bias, finish } = operands;
  const { tile, depth, rows } = depthOf(product);
  const positions = to.shape[1] * to.shape[2];
  const left: Side = {
    along: 'outer',
    outer: (name, row) => `let ${name} = ${row};`,
    load: (row, at) => `weight(${at} * ${rows}u + ${row})`,
  };
  return productKernel({
    label,
    operands: { weight: { place: packed, type: 'f32' }, x: from.operand, y: to.operand, bias },
    tile,
    rows: product.rows,
    columns: { text: `(run.n * ${positions}u)`, count: (n) => n * positions },
    slabs: { first: '0u', end: `${depth / tile.depth}u` },
    left,
    right: windows(product, operands),
    slab: slabOf(product),
    declarations: `
fn read_x(i: i32, ok: bool) -> f32 { return select(0.0, x(u32(select(0, i, ok))), ok); }
${insideText(from.shape, product.direction === 'backward' ? operands.window : { dH: 1, dW: 1 })}`,
    column: (name, column) =>
      `let ${name} = ${column} / ${positions}u * ${product.rows * positions}u + ${column} % ${positions}u;`,
    row: (name, row) => (bias ? `let ${name} = bias(${row});` : ''),
    store: (row, column, value, name) =>
      `set_y(${column} + ${row} * ${positions}u, ${finish(bias ? `${value} + ${name}` : value)});`,
  });
}

/** The tap of a slab, which all its planes share. */
function slabOf(product: WindowProduct): string {
  const { planes, kW } = product;
  const { tile, byTaps } = depthOf(product);
  if (!byTaps) return '';
  const perTap = planes / tile.depth;
  return `
      let tap = slab / ${perTap}u;
      let u = i32(tap / ${kW}u);
      let v = i32(tap % ${kW}u);
      let before = tap * ${planes}u;`;
}

/**
 * WGSL of whether a place lies in a plane, and at a stride on one of its numbers: without branches, which cost more
 * than all they could leave out. A negative number becomes one that is larger than any plane.
 */
export function insideText(
  [, height, width]: Shape,
  { dH, dW }: Pick<WindowAttributes, 'dH' | 'dW'> = { dH: 1, dW: 1 },
): string {
  const within = (place: string, step: number, size: number) =>
    step === 1
      ? `(u32(${place}) < ${size}u)`
      : `(u32(${place}) % ${step}u == 0u) & (u32(${place}) / ${step}u < ${size}u)`;
  return `fn inside(i: i32, j: i32) -> bool { return ${within('i', dH, height)} & ${within('j', dW, width)}; }`;
}

/** The operand that reads an image's windows, one column for each position of the result. */
function windows(product: WindowProduct, { window, from, to }: WindowOperands): Side {
  const { direction, planes, kH, kW } = product;
  const { byTaps } = depthOf(product);
  const { dH, dW, padH, padW } = window;
  const [, height, width] = from.shape;
  const [, toHeight, toWidth] = to.shape;
  const area = height * width;
  const isForward = direction === 'forward';
  const [stepI, stepJ] = isForward ? [dH, dW] : [1, 1];
  const strided = !isForward && dH * dW > 1;
  // Forward the tap moves on from the window's corner; backward it moves back from the result's own place.
  const place = (column: string, u: string, v: string) =>
    isForward
      ? [`(${column}_i + ${u})`, `(${column}_j + ${v})`]
      : [`(${column}_i - ${u})`, `(${column}_j - ${v})`];
  const offset = (corner: number) => (isForward ? -corner : corner);
  const tapOf = (depth: string) => (byTaps ? ['u', 'v'] : [`${depth}_u`, `${depth}_v`]);
  const planeOf = (depth: string) => (byTaps ? `i32(${depth} - before)` : `${depth}_c`);
  return {
    along: 'outer',
    outer: (name, column) => `
  let ${name}_p = ${column} % ${toHeight * toWidth}u;
  let ${name}_i = i32(${name}_p / ${toWidth}u) * ${stepI} + ${offset(padH)};
  let ${name}_j = i32(${name}_p % ${toWidth}u) * ${stepJ} + ${offset(padW)};
  let ${name} = i32(${column} / ${toHeight * toWidth}u) * ${planes * area};
  let ${name}_ok = ${column} < run.n * ${toHeight * toWidth}u;`,
    depth: (name, depth) =>
      byTaps
        ? ''
        : `let ${name}_c = i32(${depth} / ${kH * kW}u); let ${name}_u = i32(${depth} / ${kW}u % ${kH}u); let ${name}_v = i32(${depth} % ${kW}u); let ${name}_ok = ${name}_c < ${planes};`,
    load: (column, depth) => {
      const [u, v] = tapOf(depth);
      const [i, j] = place(column, u, v);
      const ok = byTaps ? `${column}_ok` : `${column}_ok & ${depth}_ok`;
      const at = strided ? `${i} / ${dH} * ${width} + ${j} / ${dW}` : `${i} * ${width} + ${j}`;
      return `read_x(${column} + ${planeOf(depth)} * ${area} + ${at}, ${ok} & inside(${i}, ${j}))`;
    },
  };
}

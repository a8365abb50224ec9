import { type Kernel, type Operand, writeKernel } from '../kernel.ts';

/** Threads of a workgroup along each side of a tile, and what a tile goes over at once. */
const SIDE = 16;
/** Rows and columns of a matrix are padded to multiples of this with zeros. */
export const PADDING = 16;
/** Workgroups that keep most GPUs at work: where larger tiles leave fewer, smaller ones are taken. */
const ENOUGH_GROUPS = 128;

/** A product of matrices, all of them row by row and padded. */
export interface MatrixProduct {
  readonly label: string;
  /** [rows][depth]. */
  readonly left: Operand;
  /** [depth][columns], or [columns][depth] where it is `turned`. */
  readonly right: Operand;
  readonly turned: boolean;
  /** [rows][columns]. */
  readonly out: Operand;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** WGSL of what is written of a `sum`, at `at` of `out`; it may read left and right. */
  readonly result: string;
}

/**
 * A product of padded matrices by tiles in workgroup memory, each summed over the whole depth in order: 16 by 16
 * threads, and of each so many rows and columns that the GPU is still full.
 */
export function matrixProduct(product: MatrixProduct): Kernel {
  const { label, left, right, turned, out, rows, columns, depth, result } = product;
  const each = [4, 2, 1].find((of) => tilesOf(rows, of) * tilesOf(columns, of) >= ENOUGH_GROUPS) ?? 1;
  const tile = each * SIDE;
  const all = Array.from({ length: each }, (_, i) => i);
  const pairs = all.flatMap((r) => all.map((c) => [r, c] as const));
  // One more than a tile's side, so that threads that write down a column write to different banks.
  const pitch = tile + 1;
  const loads = all.flatMap((part) => [
    loadRows('left', `group.y * ${tile}u + ${part * SIDE}u`, rows, depth, pitch, part, tile),
    turned
      ? loadRows('right', `group.x * ${tile}u + ${part * SIDE}u`, columns, depth, pitch, part, tile)
      : loadColumns(`group.x * ${tile}u + ${part * SIDE}u`, columns, pitch, part, tile),
  ]);
  const terms = [
    ...all.map((r) => `let a_${r} = left_tile[d * ${pitch}u + local.y + ${r * SIDE}u];`),
    ...all.map((c) => `let b_${c} = right_tile[d * ${pitch}u + local.x + ${c * SIDE}u];`),
    ...pairs.map(([r, c]) => `sum_${r}_${c} += a_${r} * b_${c};`),
  ];
  const corner = ['y', 'x'].map((axis) => `group.${axis} * ${tile}u + local.${axis}`);
  return writeKernel({
    label,
    operands: { left, right, out },
    workgroupSize: [SIDE, SIDE],
    workgroups: () => [tilesOf(columns, each), tilesOf(rows, each), 1],
    declarations: `
var<workgroup> left_tile: array<f32, ${SIDE * pitch}>;
var<workgroup> right_tile: array<f32, ${SIDE * pitch}>;
fn write_out(row: u32, column: u32, sum: f32) {
  if (row >= ${rows}u || column >= ${columns}u) { return; }
  let at = row * ${columns}u + column;
  set_out(at, ${result});
}`,
    body: `
  ${pairs.map(([r, c]) => `var sum_${r}_${c} = 0.0;`).join('\n  ')}
  for (var k = 0u; k < ${depth}u; k += ${SIDE}u) {${loads.join('')}
    workgroupBarrier();
    for (var d = 0u; d < ${SIDE}u; d++) {
      ${terms.join('\n      ')}
    }
    workgroupBarrier();
  }
  let row = ${corner[0]};
  let column = ${corner[1]};
  ${pairs.map(([r, c]) => `write_out(row + ${r * SIDE}u, column + ${c * SIDE}u, sum_${r}_${c});`).join('\n  ')}`,
  });
}

/** WGSL that brings SIDE rows from `first` on, each `pitchOfRows` long, into a tile turned: neighbours read along a row. */
function loadRows(
  name: string,
  first: string,
  size: number,
  along: number,
  pitch: number,
  part: number,
  tile: number,
): string {
  const to = `${name}_tile[local.x * ${pitch}u + local.y + ${part * SIDE}u]`;
  const read = (row: string) => `${name}(${row} * ${along}u + k + local.x)`;
  return loadText(to, `${first} + local.y`, read, size % tile === 0 ? null : size);
}

/** WGSL that brings SIDE columns of the right operand from `first` on into its tile. */
function loadColumns(first: string, size: number, pitch: number, part: number, tile: number): string {
  const to = `right_tile[local.y * ${pitch}u + local.x + ${part * SIDE}u]`;
  const read = (column: string) => `right((k + local.y) * ${size}u + ${column})`;
  return loadText(to, `${first} + local.x`, read, size % tile === 0 ? null : size);
}

/** Reads nothing beyond the size, where there is one to heed: a tile may reach over the matrix's edge. */
function loadText(to: string, at: string, read: (at: string) => string, size: number | null): string {
  if (size === null)
    return `
    ${to} = ${read(`(${at})`)};`;
  return `
    if (${at} < ${size}u) { ${to} = ${read(`(${at})`)}; } else { ${to} = 0.0; }`;
}

function tilesOf(size: number, each: number): number {
  return Math.ceil(size / (each * SIDE));
}

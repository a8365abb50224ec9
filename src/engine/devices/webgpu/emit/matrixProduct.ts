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

/** How the product is cut: into tiles of `each` times SIDE rows and columns, an `each` by `each` block a thread. */
interface Tiling {
  readonly each: number;
  readonly tile: number;
  /** From one depth to the next in workgroup memory: one more than a tile, so that a column lies in different banks. */
  readonly pitch: number;
}

/** Tiles as large as leave the GPU enough workgroups. */
function tilingOf(rows: number, columns: number): Tiling {
  const groups = (each: number) => tilesOf(rows, each) * tilesOf(columns, each);
  const each = [4, 2].find((of) => groups(of) >= ENOUGH_GROUPS) ?? 1;
  return { each, tile: each * SIDE, pitch: each * SIDE + 1 };
}

function tilesOf(size: number, each: number): number {
  return Math.ceil(size / (each * SIDE));
}

/**
 * A product of padded matrices by tiles in workgroup memory, each number summed over the whole depth in order, by 16 by
 * 16 threads a tile.
 */
export function matrixProduct(product: MatrixProduct): Kernel {
  const { label, left, right, turned, out, rows, columns, depth, result } = product;
  const tiling = tilingOf(rows, columns);
  const { each, tile, pitch } = tiling;
  const blocks = Array.from({ length: each }, (_, block) => block * SIDE);
  const pairs = blocks.flatMap((r) => blocks.map((c) => [r, c] as const));
  const loads = blocks.flatMap((block) => [
    loadRows('left', `group.y * ${tile}u`, rows, depth, block, tiling),
    turned
      ? loadRows('right', `group.x * ${tile}u`, columns, depth, block, tiling)
      : loadColumns(columns, block, tiling),
  ]);
  const terms = [
    ...blocks.map((r) => `let a_${r} = left_tile[d * ${pitch}u + local.y + ${r}u];`),
    ...blocks.map((c) => `let b_${c} = right_tile[d * ${pitch}u + local.x + ${c}u];`),
    ...pairs.map(([r, c]) => `sum_${r}_${c} += a_${r} * b_${c};`),
  ];
  const grid = [tilesOf(columns, each), tilesOf(rows, each), 1] as const;
  return writeKernel({
    label,
    operands: { left, right, out },
    workgroupSize: [SIDE, SIDE],
    workgroups: () => grid,
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
  for (var k = 0u; k < ${depth}u; k += ${SIDE}u) {
    ${loads.join('\n    ')}
    workgroupBarrier();
    for (var d = 0u; d < ${SIDE}u; d++) {
      ${terms.join('\n      ')}
    }
    workgroupBarrier();
  }
  let row = group.y * ${tile}u + local.y;
  let column = group.x * ${tile}u + local.x;
  ${pairs.map(([r, c]) => `write_out(row + ${r}u, column + ${c}u, sum_${r}_${c});`).join('\n  ')}`,
  });
}

/** WGSL that brings SIDE rows of a matrix, `along` numbers each, into its tile; neighbouring threads read along a row. */
function loadRows(
  name: string,
  corner: string,
  size: number,
  along: number,
  block: number,
  { tile, pitch }: Tiling,
): string {
  const row = `(${corner} + ${block}u + local.y)`;
  const to = `${name}_tile[local.x * ${pitch}u + local.y + ${block}u]`;
  return loadText(to, `${name}(${row} * ${along}u + k + local.x)`, row, size, tile);
}

/** WGSL that brings SIDE columns of the right operand into its tile. */
function loadColumns(size: number, block: number, { tile, pitch }: Tiling): string {
  const column = `(group.x * ${tile}u + ${block}u + local.x)`;
  const to = `right_tile[local.y * ${pitch}u + local.x + ${block}u]`;
  return loadText(to, `right((k + local.y) * ${size}u + ${column})`, column, size, tile);
}

/** Where tiles reach over the matrix's edge, it goes on in zeros. */
function loadText(to: string, value: string, at: string, size: number, tile: number): string {
  if (size % tile === 0) return `${to} = ${value};`;
  return `if (${at} < ${size}u) { ${to} = ${value}; } else { ${to} = 0.0; }`;
}

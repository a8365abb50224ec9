import type { Kernel, Operand } from '../kernel.ts';
import { bytesOfParts, cutIntoParts, type Place } from '../place.ts';
import { matrixReader, matrixSide } from '../product/matrix.ts';
import { productKernel } from '../product/product.ts';
import { tileFor } from '../product/tile.ts';
import { type FilterOrder, transformFilters } from './filterKernels.ts';
import { imagesOf, imagesText, type Patches, POSITIONS, patchBytes } from './layout.ts';
import { type Finish, gatherResults, transformPatches } from './patchKernels.ts';

export interface WinogradOperands extends Finish {
  readonly weight: Operand | null;
  readonly x: Operand | null;
  readonly y: Operand | null;
  readonly workspace: Place;
}

/** Bytes of the transformed filters, of a chunk's patches, and of its products. */
function sizes(patches: Patches): readonly [filters: number, patches: number, products: number] {
  const { source, result } = patches;
  const filters = POSITIONS * source[0] * result[0] * 4;
  return [filters, patchBytes(patches, source[0]), patchBytes(patches, result[0])];
}

/** Bytes of workspace. */
export function winogradBytes(patches: Patches): number {
  return bytesOfParts(sizes(patches));
}

/** A convolution of 3x3, or its input's gradient, by Winograd: chunk by chunk patches, 36 products, results. */
export function winogradKernels(patches: Patches, order: FilterOrder, operands: WinogradOperands): Kernel[] {
  const { workspace, weight, x, y, bias, finish } = operands;
  const [filters, turned, products] = cutIntoParts(workspace, sizes(patches)).map(
    (place): Operand => ({ place, type: 'f32' }),
  );
  const chunks = Array.from({ length: patches.chunks }, (_, chunk) => [
    transformPatches(patches, chunk, x, turned),
    multiply(patches, chunk, { filters, turned, products }),
    gatherResults(patches, chunk, products, y, { bias, finish }),
  ]);
  return [transformFilters(order, weight, filters), ...chunks.flat()];
}

/** M[position][row][patch] = sum over planes of U[position][plane][row] * V[position][plane][patch]. */
function multiply(
  patches: Patches,
  chunk: number,
  { filters, turned, products }: Readonly<Record<'filters' | 'turned' | 'products', Operand>>,
): Kernel {
  const { pitch, patches: count } = patches;
  const [planes] = patches.source;
  const [rows] = patches.result;
  const tile = tileFor(rows, patches.images * count);
  const columns = `(${imagesText(patches, chunk)} * ${count}u)`;
  const depths = `${planes}u`;
  return productKernel({
    label: 'winograd product',
    operands: { a: filters, b: turned, out: products },
    tile,
    rows,
    columns: { text: columns, count: (n) => imagesOf(patches, chunk, n) * count },
    slabs: { first: '0u', end: `${Math.ceil(planes / tile.depth)}u` },
    parts: POSITIONS,
    left: matrixSide({
      read: 'a',
      base: `group.z * ${planes * rows}u`,
      outerPitch: 1,
      depthPitch: rows,
      outers: `${rows}u`,
      depths,
    }),
    right: matrixSide({
      read: 'b',
      base: `group.z * ${planes * pitch}u`,
      outerPitch: 1,
      depthPitch: pitch,
      outers: columns,
      depths,
    }),
    declarations: `${matrixReader('a')}\n${matrixReader('b')}`,
    column: (name, column) => `let ${name} = group.z * ${rows * pitch}u + ${column};`,
    store: (row, column, value) => `set_out(${column} + ${row} * ${pitch}u, ${value});`,
  });
}

import type { Kernel, Operand } from '../kernel.ts';
import { bytesOfParts, cutIntoParts, type Place } from '../place.ts';
import { matrixReader, matrixSide } from '../product/matrix.ts';
import { productKernel } from '../product/product.ts';
import { partsOf, tileFor } from '../product/tile.ts';
import { gatherTaps } from './filterKernels.ts';
import { imagesOf, imagesText, type Patches, POSITIONS, patchBytes } from './layout.ts';
import { spreadResults, transformPatches } from './patchKernels.ts';

/** Fewest patches of a part, where the sum over a chunk's is cut. */
const LEAST = 256;

export interface GradientOperands {
  readonly x: Operand | null;
  readonly dy: Operand | null;
  readonly dweight: Operand | null;
  readonly workspace: Place;
}

/** How the 36 products are cut. */
function cut({ source: [planes], result: [rows], images, patches }: Patches) {
  const tile = tileFor(rows, planes);
  const tiles = POSITIONS * Math.ceil(rows / tile.rows) * Math.ceil(planes / tile.columns);
  return { tile, parts: partsOf(tiles, images * patches, LEAST) };
}

/** Bytes of a chunk's patches, of its results spread, and of the sums. */
function sizes(patches: Patches): readonly [patches: number, results: number, sums: number] {
  const [planes] = patches.source;
  const [rows] = patches.result;
  const sums = cut(patches).parts * POSITIONS * planes * rows * 4;
  return [patchBytes(patches, planes), patchBytes(patches, rows), sums];
}

/** Bytes of workspace. */
export function winogradGradientBytes(patches: Patches): number {
  return bytesOfParts(sizes(patches));
}

/** The gradient of a weight of 3x3 by Winograd: chunk by chunk patches and results spread, 36 products added up, taps. */
export function winogradGradientKernels(patches: Patches, operands: GradientOperands): Kernel[] {
  const { x, dy, dweight, workspace } = operands;
  const [turned, spread, sums] = cutIntoParts(workspace, sizes(patches)).map(
    (place): Operand => ({ place, type: 'f32' }),
  );
  const chunks = Array.from({ length: patches.chunks }, (_, chunk) => [
    transformPatches(patches, chunk, x, turned),
    spreadResults(patches, chunk, dy, spread),
    multiply(patches, chunk, { spread, turned, sums }),
  ]);
  const filters = patches.source[0] * patches.result[0];
  return [...chunks.flat(), gatherTaps(filters, cut(patches).parts, sums, dweight)];
}

/** S[part][position][row][plane] (+)= sum over patches of D[position][row][patch] * V[position][plane][patch]. */
function multiply(
  patches: Patches,
  chunk: number,
  { spread, turned, sums }: Readonly<Record<'spread' | 'turned' | 'sums', Operand>>,
): Kernel {
  const { pitch } = patches;
  const [planes] = patches.source;
  const [rows] = patches.result;
  const { tile, parts } = cut(patches);
  const depths = `(${imagesText(patches, chunk)} * ${patches.patches}u)`;
  const slabs = `((${depths} + ${tile.depth - 1}u) / ${tile.depth}u)`;
  const perPart = `((${slabs} + ${parts - 1}u) / ${parts}u)`;
  const part = `(group.z / ${POSITIONS}u)`;
  const side = (read: string, outers: number) =>
    matrixSide({
      read,
      base: `group.z % ${POSITIONS}u * ${outers * pitch}u`,
      outerPitch: pitch,
      depthPitch: 1,
      outers: `${outers}u`,
      depths,
    });
  return productKernel({
    label: 'winograd gradient product',
    operands: { a: spread, b: turned, out: sums },
    tile,
    rows,
    columns: {
      text: `${planes}u`,
      count: (n) => (imagesOf(patches, chunk, n) > 0 ? planes : 0),
    },
    slabs: {
      first: `min(${part} * ${perPart}, ${slabs})`,
      end: `min((${part} + 1u) * ${perPart}, ${slabs})`,
    },
    parts: parts * POSITIONS,
    left: side('a', rows),
    right: side('b', planes),
    declarations: `${matrixReader('a')}\n${matrixReader('b')}`,
    column: (name, column) => `let ${name} = group.z * ${rows * planes}u + ${column};`,
    store: (row, column, value) => {
      const at = `${column} + ${row} * ${planes}u`;
      return `set_out(${at}, ${chunk === 0 ? value : `out(${at}) + ${value}`});`;
    },
  });
}

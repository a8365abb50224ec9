import { type Kernel, type Operand, writeKernel } from '../kernel.ts';
import { imagesText, type Patches, POSITIONS, patchGroups, RESULT, THREADS } from './layout.ts';
import { onBothSides, patchLine, resultLine, spreadLine } from './transforms.ts';

/** Where a thread's patch is: its number in the chunk, its image, the row and column of its result. */
function patchText(patches: Patches, chunk: number): string {
  const { images, across, patches: count } = patches;
  return `
  let spot = group.x * ${THREADS}u + lane;
  if (spot >= ${imagesText(patches, chunk)} * ${count}u) { return; }
  let image = spot / ${count}u + ${chunk * images}u;
  let i0 = i32(spot % ${count}u / ${across}u) * ${RESULT};
  let j0 = i32(spot % ${across}u) * ${RESULT};`;
}

/** The 36 stores of a patch to [position][plane][patch]. */
function scatter(results: readonly (readonly string[])[], planes: number, pitch: number): string {
  const stores = results.flatMap((row, i) =>
    row.map((value, j) => `set_to(at + ${(6 * i + j) * planes * pitch}u, ${value});`),
  );
  return `let at = group.y * ${pitch}u + spot;\n  ${stores.join('\n  ')}`;
}

/** Reads a square of numbers of one plane, 0 outside of it: names `${prefix}${row}_${column}`. */
function readSquare(
  size: number,
  [planes, height, width]: readonly number[],
  row: string,
  column: string,
): string {
  const reads = Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return `let d${i}_${j} = pixel(base, ${row} + ${i}, ${column} + ${j});`;
  });
  return `let base = i32((image * ${planes}u + group.y) * ${height * width}u);\n  ${reads.join('\n  ')}`;
}

/** WGSL of a number of a plane that begins at \`base\`, 0 outside of it. */
function pixelText([, height, width]: readonly number[]): string {
  return `
fn pixel(base: i32, i: i32, j: i32) -> f32 {
  let ok = (u32(i) < ${height}u) & (u32(j) < ${width}u);
  return select(0.0, x(u32(select(0, base + i * ${width} + j, ok))), ok);
}`;
}

/** Bᵀ d B of the patches of a chunk: x to [36][plane][patch]. */
export function transformPatches(patches: Patches, chunk: number, x: Operand | null, to: Operand): Kernel {
  const { source, top, left, pitch } = patches;
  const { statements, results } = onBothSides(patchLine, 6, (row, column) => `d${row}_${column}`);
  return writeKernel({
    label: 'winograd patches',
    operands: { x, to },
    workgroupSize: [THREADS],
    workgroups: patchGroups(patches, chunk, source[0]),
    declarations: pixelText(source),
    body: `${patchText(patches, chunk)}
  ${readSquare(6, source, `i0 - ${top}`, `j0 - ${left}`)}
  ${statements}
  ${scatter(results, source[0], pitch)}`,
  });
}

/** A dy Aᵀ of a chunk: the result's gradient to [36][plane][patch]. */
export function spreadResults(patches: Patches, chunk: number, dy: Operand | null, to: Operand): Kernel {
  const { result, pitch } = patches;
  const { statements, results } = onBothSides(spreadLine, RESULT, (row, column) => `d${row}_${column}`);
  return writeKernel({
    label: 'winograd results spread',
    operands: { x: dy, to },
    workgroupSize: [THREADS],
    workgroups: patchGroups(patches, chunk, result[0]),
    declarations: pixelText(result),
    body: `${patchText(patches, chunk)}
  ${readSquare(RESULT, result, 'i0', 'j0')}
  ${statements}
  ${scatter(results, result[0], pitch)}`,
  });
}

/** What becomes of a result. */
export interface Finish {
  readonly bias: Operand | null;
  /** WGSL of a value's end. */
  readonly finish: (value: string) => string;
}

/** Aᵀ m A of a chunk: products [36][plane][patch] to y. */
export function gatherResults(
  patches: Patches,
  chunk: number,
  products: Operand,
  y: Operand | null,
  { bias, finish }: Finish,
): Kernel {
  const { result, pitch } = patches;
  const [planes, height, width] = result;
  const reads = Array.from(
    { length: POSITIONS },
    (_, at) => `let m${Math.floor(at / 6)}_${at % 6} = products(at + ${at * planes * pitch}u);`,
  );
  const { statements, results } = onBothSides(resultLine, 6, (row, column) => `m${row}_${column}`);
  const stores = results.flatMap((row, i) =>
    row.map((value, j) => {
      const put = `set_y(to + ${i * width + j}u, ${finish(bias ? `${value} + added` : value)});`;
      const guards = [
        ...(height % RESULT === 0 ? [] : [`i0 + ${i} < ${height}`]),
        ...(width % RESULT === 0 ? [] : [`j0 + ${j} < ${width}`]),
      ];
      return guards.length === 0 ? put : `if (${guards.join(' && ')}) { ${put} }`;
    }),
  );
  return writeKernel({
    label: 'winograd results',
    operands: { products, y, bias },
    workgroupSize: [THREADS],
    workgroups: patchGroups(patches, chunk, planes),
    body: `${patchText(patches, chunk)}
  let at = group.y * ${pitch}u + spot;
  ${reads.join('\n  ')}
  ${statements}
  ${bias ? 'let added = bias(group.y);' : ''}
  let to = (image * ${planes}u + group.y) * ${height * width}u + u32(i0) * ${width}u + u32(j0);
  ${stores.join('\n  ')}`,
  });
}

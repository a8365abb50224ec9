import { fixedGroups, LINE, THREADS } from '../emit/grid.ts';
import { type Kernel, type Operand, writeKernel } from '../kernel.ts';
import { filterLine, onBothSides, tapLine } from './transforms.ts';

/** How filters lie in a weight [O, 3x3 of I]: which of the two is read, and whether taps go backwards. */
export interface FilterOrder {
  readonly planes: number;
  readonly rows: number;
  /** From one row's filters to the next one's, and from one plane's, in numbers. */
  readonly rowPitch: number;
  readonly planePitch: number;
  readonly isMirrored: boolean;
}

/** G g Gᵀ of every filter: to [36][plane][row]. */
export function transformFilters(order: FilterOrder, weight: Operand | null, to: Operand): Kernel {
  const { planes, rows, rowPitch, planePitch, isMirrored } = order;
  const count = planes * rows;
  const reads = Array.from({ length: 9 }, (_, tap) => {
    const place = isMirrored ? 8 - tap : tap;
    return `let g${Math.floor(tap / 3)}_${tap % 3} = weight(begin + ${place}u);`;
  });
  const { statements, results } = onBothSides(filterLine, 3, (row, column) => `g${row}_${column}`);
  const stores = results.flatMap((row, i) =>
    row.map((value, j) => `set_to(i + ${(6 * i + j) * count}u, ${value});`),
  );
  return writeKernel({
    label: 'winograd filters',
    operands: { weight, to },
    workgroupSize: [THREADS],
    workgroups: fixedGroups(Math.ceil(count / THREADS)),
    body: `
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= ${count}u) { return; }
  let begin = i % ${rows}u * ${rowPitch}u + i / ${rows}u * ${planePitch}u;
  ${reads.join('\n  ')}
  ${statements}
  ${stores.join('\n  ')}`,
  });
}

/** Gᵀ S G: sums [part][36][output][input], added part by part, to the gradient of the weight [O, I, 3, 3]. */
export function gatherTaps(filters: number, parts: number, sums: Operand, dweight: Operand | null): Kernel {
  const reads = Array.from({ length: 36 }, (_, at) => {
    const each = Array.from({ length: parts }, (__, part) => `sums(i + ${(part * 36 + at) * filters}u)`);
    return `let m${Math.floor(at / 6)}_${at % 6} = ${each.join(' + ')};`;
  });
  const { statements, results } = onBothSides(tapLine, 6, (row, column) => `m${row}_${column}`);
  const stores = results.flatMap((row, i) =>
    row.map((value, j) => `set_dweight(i * 9u + ${3 * i + j}u, ${value});`),
  );
  return writeKernel({
    label: 'winograd taps',
    operands: { sums, dweight },
    workgroupSize: [THREADS],
    workgroups: fixedGroups(Math.ceil(filters / THREADS)),
    body: `
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= ${filters}u) { return; }
  ${reads.join('\n  ')}
  ${statements}
  ${stores.join('\n  ')}`,
  });
}

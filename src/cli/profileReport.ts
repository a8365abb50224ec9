import {
  type OperationTime,
  type Phase,
  type ProfileRow,
  phases,
  rowsByNode,
  rowsByOperation,
} from '../shared/profile.ts';

/**
 * Where the time of a step or of an evaluation goes, for people: by node, then by operation. Milliseconds, the share of
 * all operations, and the rate of products in GFLOP/s as they are defined, which Winograd may take beyond the machine's.
 */
export function profileReport(profile: readonly OperationTime[]): string {
  // An evaluation goes forward alone.
  const shown = phases.filter((phase) => profile.some((time) => time.phase === phase));
  const heads = [...shown, 'share', 'GFLOP/s'];
  const line = (row: ProfileRow) => lineOf(row, shown);
  return table([
    ['node', ...heads],
    ...rowsByNode(profile).map(line),
    [],
    ['operation', ...heads],
    ...rowsByOperation(profile).map(line),
  ]);
}

function lineOf(row: ProfileRow, shown: readonly Phase[]): string[] {
  const { name, share, gigaflops } = row;
  return [
    name,
    ...shown.map((phase) => figure(row[phase])),
    `${(100 * share).toFixed(1)} %`,
    gigaflops?.toFixed(0) ?? '',
  ];
}

function figure(time: number): string {
  return time === 0 ? '' : time.toFixed(2);
}

/** Lines of cells: the first column to the left, all others to the right. */
function table(lines: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const cells of lines) {
    cells.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return lines
    .map((cells) =>
      cells
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

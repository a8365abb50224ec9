import type { OperationTime, Phase } from '../engine/training/profile.ts';

const allPhases: readonly Phase[] = ['forward', 'backward', 'update'];

/** Times added up under a name. */
interface Row {
  readonly name: string;
  readonly times: readonly OperationTime[];
}

/**
 * Where the time of a step or of an evaluation goes, for people: by node, then by operation. Milliseconds a step, the share of all
 * operations, and the rate of products in GFLOP/s as they are defined, which Winograd may take beyond the machine's.
 */
export function profileReport(profile: readonly OperationTime[]): string {
  const total = milliseconds(profile);
  // An evaluation goes forward alone.
  const phases = allPhases.filter((phase) => profile.some((time) => time.phase === phase));
  const line = ({ name, times }: Row) => {
    const own = milliseconds(times);
    const flops = times.reduce((sum, time) => sum + time.flops, 0);
    return [
      name,
      ...phases.map((phase) => figure(milliseconds(times.filter((time) => time.phase === phase)))),
      `${((100 * own) / total).toFixed(1)} %`,
      flops > 0 ? (flops / own / 1e6).toFixed(0) : '',
    ];
  };
  const heads = [...phases, 'share', 'GFLOP/s'];
  const byNode = group(profile, ({ node }) => node);
  const byOperation = [...group(profile, ({ name }) => name)].sort(
    (a, b) => milliseconds(b.times) - milliseconds(a.times),
  );
  return table([
    ['node', ...heads],
    ...byNode.map(line),
    [],
    ['operation', ...heads],
    ...byOperation.map(line),
  ]);
}

function milliseconds(times: readonly OperationTime[]): number {
  return times.reduce((sum, time) => sum + time.milliseconds, 0);
}

function figure(time: number): string {
  return time === 0 ? '' : time.toFixed(2);
}

function group(profile: readonly OperationTime[], key: (time: OperationTime) => string): Row[] {
  const rows = new Map<string, OperationTime[]>();
  for (const time of profile) {
    const times = rows.get(key(time)) ?? [];
    rows.set(key(time), times);
    times.push(time);
  }
  return [...rows].map(([name, times]) => ({ name, times }));
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

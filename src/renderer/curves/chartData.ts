import { visiblePoints } from './buckets.ts';
import { type CurveLine, isDense, type Metric } from './curveLines.ts';
import { smoothedValues } from './smoothing.ts';

/** One line as it is drawn: a smoothed one is drawn twice, its own values faint behind it. */
export interface Stroke {
  readonly line: CurveLine;
  /** Of its smoothing, in epochs; 0 for its own values. */
  readonly memory: number;
  readonly isFaint: boolean;
}

/** The strokes of some lines, back to front; `memory` in epochs, 0 for no smoothing. */
export function strokesOf(lines: readonly CurveLine[], memory: number): Stroke[] {
  const dense = lines.filter(isDense);
  const smooth = memory > 0;
  return [
    ...dense.map((line) => ({ line, memory: 0, isFaint: smooth })),
    ...(smooth ? dense.map((line) => ({ line, memory, isFaint: false })) : []),
    ...lines.filter((line) => !isDense(line)).map((line) => ({ line, memory: 0, isFaint: false })),
  ];
}

/** x, then a column for each stroke with null where it has no point. */
export type ChartColumns = [x: Float64Array, ...columns: (number | null)[][]];

/** What a chart draws between two epochs on so many pixels. */
export function chartData(
  strokes: readonly Stroke[],
  metric: Metric,
  range: { readonly from: number; readonly to: number },
  pixels: number,
): ChartColumns {
  const parts = strokes.map((stroke) => strokePoints(stroke, metric, range, pixels));
  const total = parts.reduce((sum, { x }) => sum + x.length, 0);
  const all = new Float64Array(total);
  let filled = 0;
  for (const { x } of parts) {
    all.set(x, filled);
    filled += x.length;
  }
  const x = distinct(all.sort());
  return [x, ...parts.map((part) => aligned(part, x))];
}

/** The points of one stroke within the range, few enough to draw. */
function strokePoints(
  { line, memory }: Stroke,
  metric: Metric,
  { from, to }: { readonly from: number; readonly to: number },
  pixels: number,
) {
  const { curve, epochs } = line.run;
  if (isDense(line)) {
    const columns = curve.columns;
    const values = memory > 0 ? smoothedValues(curve, metric, memory) : columns[metric];
    return visiblePoints(columns.at, values, from, to, pixels);
  }
  const points = epochs.flatMap((epoch) => {
    const result = epoch[line.split];
    return result === undefined ? [] : [{ x: epoch.epoch, y: result[metric] }];
  });
  const x = Float64Array.from(points, (point) => point.x);
  const y = Float32Array.from(points, (point) => point.y);
  return visiblePoints(x, y, from, to, pixels);
}

/**
 * The index nearest to `index` at which a column has a value; `index` where it has none at all. Cursors point
 * at values, not at the gaps between them.
 */
export function nearestValue(column: ArrayLike<number | null | undefined>, index: number): number {
  for (let distance = 0; distance < column.length; distance++) {
    if (typeof column[index - distance] === 'number') return index - distance;
    if (typeof column[index + distance] === 'number') return index + distance;
  }
  return index;
}

function distinct(ascending: Float64Array): Float64Array {
  let count = 0;
  for (let i = 0; i < ascending.length; i++) {
    if (i === 0 || ascending[i] !== ascending[i - 1]) ascending[count++] = ascending[i];
  }
  return ascending.subarray(0, count);
}

/** The values at each x; null between, and where the value is no number. */
function aligned(
  { x, y }: { readonly x: ArrayLike<number>; readonly y: ArrayLike<number> },
  all: Float64Array,
): (number | null)[] {
  const column = new Array<number | null>(all.length).fill(null);
  let place = 0;
  for (let i = 0; i < x.length; i++) {
    while (all[place] < x[i]) place++;
    if (Number.isFinite(y[i])) column[place] = y[i];
  }
  return column;
}

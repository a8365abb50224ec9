import type { EpochLine } from '../../shared/api/runs.ts';
import { firstNotBelow } from '../../shared/curve.ts';
import { lossWords, percentWords } from '../run/runWords.ts';
import { type CurveLine, isDense, type Metric, splitName } from './curveLines.ts';
import { smoothedValues } from './smoothing.ts';

/**
 * The value of a line at an epoch: of the nearest point within it, smoothed where it is drawn so, or, for lines that
 * have one value an epoch, of the nearest one that is at most half an epoch before; the newest where `at` is null. Null
 * where the line has none there.
 */
export function readingAt(line: CurveLine, metric: Metric, at: number | null, memory: number): number | null {
  if (isDense(line)) {
    const { columns } = line.run.curve;
    const count = columns.at.length;
    const values = memory > 0 ? smoothedValues(line.run.curve, metric, memory) : columns[metric];
    if (at === null) return values[count - 1];
    const next = firstNotBelow(columns.at, count, at);
    if (next === count) return at - columns.at[count - 1] > 0.5 ? null : values[count - 1];
    const isBefore = next > 0 && at - columns.at[next - 1] < columns.at[next] - at;
    return values[isBefore ? next - 1 : next];
  }
  const { epochs } = line.run;
  if (at === null) return epochs.findLast((epoch) => epoch[line.split])?.[line.split]?.[metric] ?? null;
  return nearestLine(epochs, at)?.[line.split]?.[metric] ?? null;
}

/** The result nearest to a place, the later of two; none where the last one lies half an epoch before it. */
function nearestLine(epochs: readonly EpochLine[], at: number): EpochLine | undefined {
  const after = epochs.findIndex(({ epoch }) => epoch >= at);
  if (after === 0) return epochs[0];
  const before = epochs.at(after === -1 ? -1 : after - 1);
  if (after === -1) return before !== undefined && at - before.epoch < 0.5 ? before : undefined;
  return before !== undefined && at - before.epoch < epochs[after].epoch - at ? before : epochs[after];
}

/** A reading as the page shows it: `0.1234`, `97.13 %`; a dash where there is none. */
export function readingWords(metric: Metric, value: number | null): string {
  if (value === null) return '–';
  return metric === 'loss' ? lossWords(value) : percentWords(value, 2);
}

/** What the lines are at an epoch, for who cannot see them; the newest where `at` is null. */
export function spokenReadings(lines: readonly CurveLine[], at: number | null, memory: number): string {
  const several = new Set(lines.map(({ run }) => run.id)).size > 1;
  const parts = lines.flatMap((line) => {
    const loss = readingAt(line, 'loss', at, memory);
    const accuracy = readingAt(line, 'accuracy', at, memory);
    if (loss === null && accuracy === null) return [];
    const name = several ? `${line.run.name}, ${splitName(line.split).toLowerCase()}` : splitName(line.split);
    return [`${name}: loss ${readingWords('loss', loss)}, accuracy ${readingWords('accuracy', accuracy)}`];
  });
  const place = at === null ? 'Newest' : `Epoch ${at.toFixed(2)}`;
  return parts.length === 0 ? `${place}: nothing measured` : `${place}. ${parts.join('; ')}`;
}

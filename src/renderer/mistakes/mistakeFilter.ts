import type { Mistake } from '../../shared/api/runs.ts';
import { type Cell, className } from '../confusion/confusionFigures.ts';

/** Which mistakes are shown; null leaves a question open. */
export interface MistakeFilter {
  /** The true class. */
  readonly truth: number | null;
  readonly predicted: number | null;
  readonly track: string | null;
}

export const NO_FILTER: MistakeFilter = { truth: null, predicted: null, track: null };

/** Whether anything is filtered at all. */
export function isFiltered({ truth, predicted, track }: MistakeFilter): boolean {
  return truth !== null || predicted !== null || track !== null;
}

/** The mistakes that pass, in their order. */
export function filterMistakes(mistakes: readonly Mistake[], filter: MistakeFilter): readonly Mistake[] {
  const { truth, predicted, track } = filter;
  if (!isFiltered(filter)) return mistakes;
  return mistakes.filter(
    (mistake) =>
      (truth === null || mistake.class === truth) &&
      (predicted === null || mistake.predicted === predicted) &&
      (track === null || mistake.track === track),
  );
}

/** The mistakes of a cell of the matrix; what is right has none, so its cell stands for all of its class. */
export function filterOfCell(cell: Cell | null): MistakeFilter {
  if (cell === null) return NO_FILTER;
  const predicted = cell.predicted === cell.true ? null : cell.predicted;
  return { ...NO_FILTER, truth: cell.true, predicted };
}

/** The cell of the matrix that a filter shows, the other way round; null where it is no single one. */
export function cellOfFilter({ truth, predicted }: MistakeFilter): Cell | null {
  return truth === null ? null : { true: truth, predicted: predicted ?? truth };
}

/** One question of a filter that is answered, in words. */
export interface FilterChip {
  readonly field: keyof MistakeFilter;
  readonly text: string;
}

/** What a filter asks for, one chip each. */
export function filterChips(
  { truth, predicted, track }: MistakeFilter,
  classes: readonly string[],
): FilterChip[] {
  const chips: FilterChip[] = [];
  if (truth !== null) chips.push({ field: 'truth', text: `true: ${className(classes, truth)}` });
  if (predicted !== null)
    chips.push({ field: 'predicted', text: `predicted: ${className(classes, predicted)}` });
  if (track !== null) chips.push({ field: 'track', text: `track: ${track}` });
  return chips;
}

/** A value that a question of the filter can be answered with, and how many mistakes that leaves. */
export interface FilterChoice<T> {
  readonly value: T;
  readonly count: number;
}

/** Every class or track among the mistakes that pass the other questions of a filter, in order. */
export function filterChoices<K extends keyof MistakeFilter>(
  mistakes: readonly Mistake[],
  filter: MistakeFilter,
  field: K,
): FilterChoice<NonNullable<MistakeFilter[K]>>[] {
  const counts = new Map<number | string, number>();
  for (const mistake of filterMistakes(mistakes, { ...filter, [field]: null })) {
    const value = answerOf(mistake, field);
    if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (typeof a === 'number' ? a - Number(b) : a.localeCompare(String(b), 'en')))
    .map(([value, count]) => ({ value: value as NonNullable<MistakeFilter[K]>, count }));
}

function answerOf(mistake: Mistake, field: keyof MistakeFilter): number | string {
  if (field === 'truth') return mistake.class;
  return field === 'predicted' ? mistake.predicted : mistake.track;
}

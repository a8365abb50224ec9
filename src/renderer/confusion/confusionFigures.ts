import { countWords, percentWords } from '../run/runWords.ts';

/** Counts by [true class][predicted class]. */
export type Confusion = readonly (readonly number[])[];

/** A cell of the matrix, by class index. */
export interface Cell {
  readonly true: number;
  readonly predicted: number;
}

/** What a class came to. */
export interface ClassFigures {
  /** Images of the class. */
  readonly images: number;
  /** Images taken for the class, rightly or not. */
  readonly taken: number;
  readonly right: number;
  /** Share of its images that were recognised; NaN where there is none. */
  readonly recall: number;
  /** Share of what was taken for it that was it; NaN where nothing was. */
  readonly precision: number;
}

/** The figures of every class. */
export function classFigures(confusion: Confusion): ClassFigures[] {
  const taken = new Float64Array(confusion.length);
  for (const row of confusion) for (let i = 0; i < row.length; i++) taken[i] += row[i];
  return confusion.map((row, i) => {
    const images = row.reduce((sum, count) => sum + count, 0);
    const right = row[i];
    return { images, taken: taken[i], right, recall: right / images, precision: right / taken[i] };
  });
}

/** As numbered, or those with most mistakes first. */
export type ClassOrder = 'class' | 'errors';

/** Class indices in the order they are shown: as numbered, or those with most mistakes first. */
export function classOrder(figures: readonly ClassFigures[], sort: ClassOrder): number[] {
  const order = figures.map((_, i) => i);
  if (sort === 'class') return order;
  const errors = figures.map(({ images, right }) => images - right);
  const wrongly = figures.map(({ taken, right }) => taken - right);
  return order.sort((a, b) => errors[b] - errors[a] || wrongly[b] - wrongly[a] || a - b);
}

/** Cells with mistakes, most first, at most so many. */
export function mostConfused(confusion: Confusion, count: number): (Cell & { readonly count: number })[] {
  const cells = confusion.flatMap((row, truth) =>
    row.flatMap((images, predicted) =>
      images > 0 && predicted !== truth ? [{ true: truth, predicted, count: images }] : [],
    ),
  );
  return cells
    .sort((a, b) => b.count - a.count || a.true - b.true || a.predicted - b.predicted)
    .slice(0, count);
}

/** The largest count of mistakes in one cell. */
export function largestMistake(confusion: Confusion): number {
  return confusion.reduce(
    (largest, row, truth) =>
      row.reduce((most, count, predicted) => (predicted === truth ? most : Math.max(most, count)), largest),
    0,
  );
}

/** A class by number and name, as the matrix names it: `13 Yield`. */
export function className(classes: readonly string[], index: number): string {
  const name = classes[index] ?? '';
  return name === '' || name === String(index) ? String(index) : `${index} ${name}`;
}

/** What a cell says: `12 of 60 “Yield” were taken for “Priority road”.` */
export function cellSentence(
  classes: readonly string[],
  confusion: Confusion,
  figures: readonly ClassFigures[],
  { true: truth, predicted }: Cell,
): string {
  const quoted = (index: number) => `“${classes[index] ?? index}”`;
  const count = confusion[truth][predicted];
  const of = `${countWords(count)} of ${countWords(figures[truth].images)} ${quoted(truth)}`;
  const verb = count === 1 ? 'was' : 'were';
  if (figures[truth].images === 0) return `There are no images of ${quoted(truth)}.`;
  if (truth === predicted) return `${of} ${verb} recognised.`;
  if (count === 0) return `No ${quoted(truth)} was taken for ${quoted(predicted)}.`;
  return `${of} ${verb} taken for ${quoted(predicted)}.`;
}

/** What a class came to, in a sentence: its recall, then its precision, both as counts and shares. */
export function classSentence(
  name: string,
  { images, right, recall, taken, precision }: ClassFigures,
): string {
  const recognised =
    images === 0
      ? 'no images'
      : `${countWords(right)} of ${countWords(images)} recognised (${percentWords(recall)})`;
  const rightly =
    taken === 0 ? 'nothing was taken for it' : `of what was taken for it, ${percentWords(precision)} was it`;
  return `“${name}”: ${recognised}; ${rightly}.`;
}

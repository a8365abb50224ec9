import type { DataClass } from '../../shared/api/data.ts';

/** A class as a line of the list, with how long its bar is. */
export interface ClassRow extends DataClass {
  readonly label: number;
  /** Training images in proportion to the largest class, 0 to 1. */
  readonly share: number;
}

export type ClassOrder = 'class' | 'most' | 'fewest';

/** The classes in an order; equal counts stay in the order of the classes. */
export function classRows(classes: readonly DataClass[], order: ClassOrder): readonly ClassRow[] {
  const most = classes.reduce((largest, { train }) => Math.max(largest, train), 1);
  const rows = classes.map((row, label) => ({ ...row, label, share: row.train / most }));
  if (order === 'class') return rows;
  return rows.sort((a, b) => (order === 'most' ? b.train - a.train : a.train - b.train));
}

/** How even the classes are, in a sentence: what a person should know before they trust one accuracy. */
export function balanceWords(classes: readonly DataClass[]): string {
  const [smallest, largest] = [classRows(classes, 'fewest')[0], classRows(classes, 'most')[0]];
  if (smallest === undefined || largest === undefined) return 'There are no classes.';
  if (smallest.train === largest.train) return `Every class has ${count(largest.train)}.`;
  return `From ${count(smallest.train)} of ${smallest.name} to ${largest.train} of ${largest.name}.`;
}

function count(images: number): string {
  return images === 1 ? '1 training image' : `${images} training images`;
}

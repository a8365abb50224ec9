import type { Mistake } from '../../shared/api/runs.ts';

export type MistakeSort = 'sure' | 'truth' | 'class' | 'predicted' | 'track';

/** The orders a person can choose, in words. */
export const mistakeSorts: readonly { readonly id: MistakeSort; readonly title: string }[] = [
  { id: 'sure', title: 'Wrong and sure first' },
  { id: 'truth', title: 'Truth least likely first' },
  { id: 'class', title: 'True class' },
  { id: 'predicted', title: 'Predicted class' },
  { id: 'track', title: 'Track' },
];

type Order = (a: Mistake, b: Mistake) => number;

const surest: Order = (a, b) => predictionShare(b) - predictionShare(a);
/** Numbers in names count as numbers; images without a track come last. */
const byTrack: Order = (a, b) => {
  if (a.track === b.track) return a.index - b.index;
  if (a.track === '' || b.track === '') return a.track === '' ? 1 : -1;
  return inOrder.compare(a.track, b.track);
};
const inOrder = new Intl.Collator('en', { numeric: true });

const orders: Readonly<Record<MistakeSort, Order>> = {
  sure: surest,
  truth: (a, b) => truthShare(a) - truthShare(b),
  class: (a, b) => a.class - b.class || a.predicted - b.predicted || surest(a, b),
  predicted: (a, b) => a.predicted - b.predicted || a.class - b.class || surest(a, b),
  track: byTrack,
};

/** The mistakes in an order; equal ones as they lie in the data. */
export function sortMistakes(mistakes: readonly Mistake[], sort: MistakeSort): readonly Mistake[] {
  return mistakes.toSorted((a, b) => orders[sort](a, b) || a.index - b.index);
}

/** How sure the network is of what it takes the image for, 0 to 1. */
export function predictionShare({ probabilities, predicted }: Mistake): number {
  return probabilities[predicted] ?? Number.NaN;
}

/** How likely the network holds the truth, 0 to 1. */
export function truthShare({ probabilities, class: truth }: Mistake): number {
  return probabilities[truth] ?? Number.NaN;
}

/** Mistakes that are shown together. */
export interface MistakeGroup {
  /** The physical sign they all show, '' where the data know none; null where nothing is grouped. */
  readonly track: string | null;
  readonly mistakes: readonly Mistake[];
}

/** All in one group, or one for each track, in the order of their first mistakes. */
export function groupMistakes(mistakes: readonly Mistake[], isByTrack: boolean): readonly MistakeGroup[] {
  if (!isByTrack) return [{ track: null, mistakes }];
  const groups = new Map<string, Mistake[]>();
  for (const mistake of mistakes) {
    const members = groups.get(mistake.track);
    if (members) members.push(mistake);
    else groups.set(mistake.track, [mistake]);
  }
  return Array.from(groups, ([track, members]) => ({ track, mistakes: members }));
}

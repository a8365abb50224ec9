/** A text that is searched, and how much a hit in it counts, from 0 to 1. */
export interface Field {
  readonly text: string;
  readonly weight: number;
  /** Whether letters with others between them count: for names, not for sentences. */
  readonly loose?: boolean;
}

/**
 * How well a query fits, from 0 to 1; null where it does not. Every word of it must be found in one of the fields:
 * the whole text best, then its beginning, a word's beginning, the capitals (`sc` for SpatialConvolution), the middle,
 * and last letters in order with others between.
 */
export function rank(query: string, fields: readonly Field[]): number | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  let total = 0;
  for (const word of words) {
    let best = 0;
    for (const { text, weight, loose = false } of fields)
      best = Math.max(best, weight * fit(word, text, loose));
    if (best === 0) return null;
    total += best;
  }
  return words.length === 0 ? 0 : total / words.length;
}

/**
 * The items that a query fits, best first; those that fit alike stay in their order, and a blank query fits all. What
 * fits far worse than the best, by less than `share` of its score, is left out.
 */
export function search<T>(
  query: string,
  items: readonly T[],
  fieldsOf: (item: T) => readonly Field[],
  share = 0,
): readonly T[] {
  if (query.trim() === '') return items;
  const ranked = items.flatMap((item) => {
    const score = rank(query, fieldsOf(item));
    return score === null ? [] : [{ item, score }];
  });
  ranked.sort((a, b) => b.score - a.score);
  const least = share * (ranked[0]?.score ?? 0);
  return ranked.filter(({ score }) => score >= least).map(({ item }) => item);
}

/** A long text is a little less likely meant than a short one. */
const LENGTH_PRICE = 0.05;

function fit(word: string, text: string, loose: boolean): number {
  const lower = text.toLowerCase();
  const base = fitKind(word, text, lower, loose);
  return base === 0 ? 0 : base - LENGTH_PRICE * (1 - Math.min(1, word.length / lower.length));
}

function fitKind(word: string, text: string, lower: string, loose: boolean): number {
  if (lower === word) return 1;
  if (lower.startsWith(word)) return 0.9;
  const starts = wordStarts(text);
  if (starts.some((at) => lower.startsWith(word, at))) return 0.8;
  const initials = starts.map((at) => lower[at]).join('');
  if (word.length > 1 && initials.includes(word)) return 0.7;
  if (word.length > 1 && lower.includes(word)) return 0.6;
  return loose && word.length > 1 ? 0.4 * sequence(word, lower) : 0;
}

/** Where words begin: after a gap, at a capital after a small letter, at a number. */
function wordStarts(text: string): number[] {
  return [
    ...text.matchAll(
      /(?<=^|[^\p{L}\p{N}])[\p{L}\p{N}]|(?<=\p{Ll})\p{Lu}|(?<=\p{L})\p{N}|\p{Lu}(?=\p{Lu}\p{Ll})/gu,
    ),
  ].map(({ index }) => index);
}

/** Letters that lie further apart than this mean something else. */
const CLOSE_ENOUGH = 0.45;

/** Letters in order with others between: 1 where they stand close together, less the wider they lie; 0 for no. */
function sequence(word: string, lower: string): number {
  let best = 0;
  for (let start = lower.indexOf(word[0]); start !== -1; start = lower.indexOf(word[0], start + 1)) {
    let at = start;
    for (let i = 1; i < word.length && at !== -1; i++) at = lower.indexOf(word[i], at + 1);
    if (at === -1) break;
    best = Math.max(best, word.length / (at - start + 1));
  }
  return best < CLOSE_ENOUGH ? 0 : best;
}

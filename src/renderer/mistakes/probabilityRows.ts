/** A class and how likely the network holds it. */
export interface ProbabilityRow {
  readonly class: number;
  /** 0 to 1. */
  readonly share: number;
  /** Among all classes, 1 for the likeliest. */
  readonly rank: number;
}

/** The likeliest classes, most likely first, at most so many; after them those of `always` that are not among them. */
export function probabilityRows(
  probabilities: ArrayLike<number>,
  count: number,
  always: readonly number[] = [],
): ProbabilityRow[] {
  const rows = Array.from(probabilities, (share, index) => ({ class: index, share }))
    .sort((a, b) => b.share - a.share || a.class - b.class)
    .map((row, i) => ({ ...row, rank: i + 1 }));
  return rows.filter((row) => row.rank <= count || always.includes(row.class));
}

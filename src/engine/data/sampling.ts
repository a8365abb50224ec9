import { createRandom, type Random } from '../random/streams.ts';
import type { ImageRecord } from './dataset.ts';

/** Puts whole numbers in uniformly random order, in place (Fisher and Yates). */
export function shuffle(values: Uint32Array, random: Random): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.nextInteger(last + 1);
    const kept = values[last];
    values[last] = values[other];
    values[other] = kept;
  }
}

/**
 * Writes the order in which an epoch visits `indices` to `out`, of the same length; depends on nothing else.
 */
export function writeEpochOrder(indices: Uint32Array, seed: number, epoch: number, out: Uint32Array): void {
  out.set(indices);
  shuffle(out, createRandom(seed, 'shuffle', { epoch }));
}

/**
 * The first `count` of the seeded order, balanced by class: each class gives its first image, then each its
 * second, until there are enough or no more. A larger count keeps all of a smaller one's. Ascending.
 */
export function limitBalanced(
  records: readonly ImageRecord[],
  indices: Uint32Array,
  count: number,
  seed: number,
): Uint32Array {
  if (count >= indices.length) return indices.slice();
  const order = indices.slice();
  shuffle(order, createRandom(seed, 'limit'));
  const seen = new Map<number, number>();
  const ranked = Array.from(order, (index, place) => {
    const rank = seen.get(records[index].label) ?? 0;
    seen.set(records[index].label, rank + 1);
    return { index, rank, place };
  });
  ranked.sort((a, b) => a.rank - b.rank || a.place - b.place);
  return Uint32Array.from(ranked.slice(0, count), ({ index }) => index).sort();
}

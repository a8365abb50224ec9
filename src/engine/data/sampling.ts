import { createRandom, type Random } from '../random/streams.ts';
import { countByClass, type ImageRecord } from './dataset.ts';

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
 * As many draws of `indices` as there are, for one epoch: an image is expected (its class's count)^-balance times,
 * scaled to that many draws, and comes as often as the whole number below or above. Systematic sampling (Madow 1949):
 * the expected numbers are laid end to end, and marks one apart, the first at a random place below 1, fall on images.
 * They lie class by class, so a class too comes to the whole number below or above, and neighbours within it, such as
 * the frames of one track, share its draws evenly. With a balance of 0 each image is drawn once.
 */
export function drawBalanced(
  records: readonly ImageRecord[],
  indices: Uint32Array,
  balance: number,
  seed: number,
  epoch: number,
): Uint32Array {
  if (balance === 0) return indices;
  const classes = indices.reduce((most, index) => Math.max(most, records[index].label + 1), 0);
  const weights = Array.from(countByClass(records, indices, classes), (count) => count ** -balance);
  const total = indices.reduce((sum, index) => sum + weights[records[index].label], 0);
  const start = createRandom(seed, 'balance', { epoch }).nextUniform();
  const drawn = new Uint32Array(indices.length);
  const laid = indices.toSorted((a, b) => records[a].label - records[b].label || a - b);
  let mark = 0;
  let sum = 0;
  for (const index of laid) {
    sum += weights[records[index].label];
    const end = (sum / total) * indices.length;
    while (mark < drawn.length && mark + start < end) drawn[mark++] = index;
  }
  // Rounding may leave the end of the last image below the last mark.
  drawn.fill(laid[laid.length - 1], mark);
  return drawn;
}

/** How often each image of an order was there before, place by place. */
export function appearances(order: Uint32Array, images: number): Uint16Array {
  const seen = new Uint16Array(images);
  return Uint16Array.from(order, (index) => seen[index]++);
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

import { createRandom } from '../random/streams.ts';
import type { ImageRecord } from './dataset.ts';
import { shuffle } from './sampling.ts';

/** The two sides of a split, each ascending. */
export interface Split {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
}

/**
 * Holds out about `share` (0 to below 1) of `indices` for validation. A track is never cut; images without
 * one are tracks of their own. Class by class, tracks in seeded order are held out while that brings the
 * class nearer its share; what a class misses or exceeds, up to its longest track, is carried to the next, so
 * that the whole comes out right where tracks are few. The last track of a class always stays in training.
 */
export function splitValidation(
  records: readonly ImageRecord[],
  indices: Uint32Array,
  share: number,
  seed: number,
): Split {
  const random = createRandom(seed, 'split');
  const heldOut = new Set<number>();
  let carried = 0;
  for (const tracks of tracksByClass(records, indices)) {
    const size = tracks.reduce((sum, track) => sum + track.length, 0);
    const wanted = share * size + carried;
    const order = Uint32Array.from(tracks, (_track, i) => i);
    shuffle(order, random);
    let held = 0;
    let left = tracks.length;
    for (const i of order) {
      const track = tracks[i];
      if (left === 1 || Math.abs(held + track.length - wanted) >= Math.abs(held - wanted)) continue;
      for (const index of track) heldOut.add(index);
      held += track.length;
      left--;
    }
    const longest = tracks.reduce((most, track) => Math.max(most, track.length), 0);
    carried = Math.max(-longest, Math.min(longest, wanted - held));
  }
  return {
    train: indices.filter((index) => !heldOut.has(index)),
    validation: indices.filter((index) => heldOut.has(index)),
  };
}

/** The tracks of each class, as index lists; classes ascending, tracks in the order they are met. */
function tracksByClass(records: readonly ImageRecord[], indices: Uint32Array): number[][][] {
  const tracks = new Map<string, number[]>();
  for (const index of indices) {
    const { track } = records[index];
    const key = track === '' ? `image ${index}` : `track ${track}`;
    const known = tracks.get(key);
    if (known === undefined) tracks.set(key, [index]);
    else known.push(index);
  }
  const classes = new Map<number, number[][]>();
  for (const track of tracks.values()) {
    const { label } = records[track[0]];
    const known = classes.get(label);
    if (known === undefined) classes.set(label, [track]);
    else known.push(track);
  }
  return [...classes].sort(([a], [b]) => a - b).map(([, list]) => list);
}

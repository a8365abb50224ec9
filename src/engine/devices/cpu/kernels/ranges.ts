import { MOST_RANGES, TAKEN, TAKEN_WORDS } from './layout';

/*
 * The tiles of a command are cut into as many ranges of neighbours as there are threads. Each thread begins with its own,
 * so that it finds in its caches what it wrote of the same images before, then takes what others have left.
 */

/** How many ranges so many threads have. */
export function rangeCount(threads: i32): i32 {
  return min<i32>(threads, MOST_RANGES);
}

/** First tile of a range. */
export function rangeBegin(range: i32, ranges: i32, tiles: i32): i32 {
  return <i32>((<i64>tiles * range) / ranges);
}

/** Takes a tile of a range: how many were taken before. */
export function takeTile(range: i32): i32 {
  return atomic.add<i32>(counter(range), 1);
}

/** Tiles taken of all ranges, and tries to take one. */
export function takenTiles(ranges: i32): i32 {
  let sum = 0;
  for (let range = 0; range < ranges; range++) sum += atomic.load<i32>(counter(range));
  return sum;
}

/** Begins anew; while nobody takes tiles. */
export function resetRanges(ranges: i32): void {
  for (let range = 0; range < ranges; range++) atomic.store<i32>(counter(range), 0);
}

function counter(range: i32): usize {
  return (<usize>(TAKEN + range * TAKEN_WORDS)) << 2;
}

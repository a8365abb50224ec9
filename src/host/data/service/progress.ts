import type { PageConnection } from '../../../shared/api/contract.ts';
import type { LoadProgress } from '../loadData.ts';

/** Milliseconds between two events to a page; the last image of a split is told in any case. */
const PAUSE = 100;

/**
 * Tells one page how far a load is, as `data` events of its request. `now` is a monotonic clock in
 * milliseconds.
 */
export function progressTeller(
  page: PageConnection,
  request: string,
  now: () => number = () => performance.now(),
): (progress: LoadProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return ({ split, done, total }) => {
    const time = now();
    if (done < total && time - last < PAUSE) return;
    last = time;
    page.send({ kind: 'data', request, split, done, total });
  };
}

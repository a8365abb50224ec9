import type { Box } from './opening.ts';
import type { Point } from './wireCurve.ts';

/** Between a wire that goes round a node and that node, in pixels. */
const CLEARANCE = 22;
/** A node this near to either end of a wire is not gone round: the wire has to begin and end somewhere. */
const NEAR_END = 8;

/**
 * How far to the right (negative: to the left) a wire has to swing so as not to run behind nodes on its straight way;
 * 0 where nothing lies there. The shorter way round is taken.
 */
export function detour(from: Point, to: Point, nodes: Iterable<Box>): number {
  let [right, left] = [0, 0];
  for (const { x, y, width, height } of nodes) {
    if (y < from.y + NEAR_END || y + height > to.y - NEAR_END) continue;
    const along = (y + height / 2 - from.y) / (to.y - from.y);
    const line = from.x + along * (to.x - from.x);
    if (line < x - CLEARANCE / 2 || line > x + width + CLEARANCE / 2) continue;
    right = Math.max(right, x + width + CLEARANCE - line);
    left = Math.max(left, line - x + CLEARANCE);
  }
  return right <= left ? right : -left;
}

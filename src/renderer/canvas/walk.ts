import type { GraphNode } from '../../shared/document.ts';
import { nodeDepths } from './depths.ts';
import type { Point } from './wireCurve.ts';
import type { Wiring } from './wiring.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Node ids in the order that data flows: each row from left to right, rows from the top down. */
export function readingOrder(
  nodes: readonly GraphNode[],
  wiring: Wiring,
  placeOf: (id: string) => Point,
): string[] {
  const depths = nodeDepths(nodes, wiring);
  return [...depths.keys()].sort(
    (a, b) => (depths.get(a) as number) - (depths.get(b) as number) || placeOf(a).x - placeOf(b).x,
  );
}

/**
 * Where an arrow key leads from a node: down and up along a wire, to the end that lies straightest; where no wire
 * leads that way, and to the sides, to the nearest node there. Null where there is none.
 */
export function walk(
  from: string,
  direction: Direction,
  ids: Iterable<string>,
  wiring: Wiring,
  placeOf: (id: string) => Point,
): string | null {
  const start = placeOf(from);
  if (direction === 'down' || direction === 'up') {
    const ends =
      direction === 'down'
        ? wiring.outgoing.get(from)?.map(({ to }) => to.node)
        : wiring.incoming.get(from)?.map(({ from: source }) => source.node);
    const along = straightest(new Set(ends), start, placeOf);
    if (along !== null) return along;
  }
  return nearest(from, start, direction, ids, placeOf);
}

function straightest(ids: ReadonlySet<string>, start: Point, placeOf: (id: string) => Point): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const id of ids) {
    const aside = Math.abs(placeOf(id).x - start.x);
    if (aside < least) [best, least] = [id, aside];
  }
  return best;
}

/** The nearest node within a quarter turn of the direction; what lies aside counts double. */
function nearest(
  from: string,
  start: Point,
  direction: Direction,
  ids: Iterable<string>,
  placeOf: (id: string) => Point,
): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const id of ids) {
    if (id === from) continue;
    const { x, y } = placeOf(id);
    const [dx, dy] = [x - start.x, y - start.y];
    const ahead = { up: -dy, down: dy, left: -dx, right: dx }[direction];
    const aside = Math.abs(direction === 'up' || direction === 'down' ? dx : dy);
    if (ahead <= 0 || aside > ahead) continue;
    const distance = ahead + 2 * aside;
    if (distance < least) [best, least] = [id, distance];
  }
  return best;
}

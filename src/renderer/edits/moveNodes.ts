import type { GraphDocument } from '../../shared/document.ts';
import { type Position, wholePixels } from './position.ts';

/** Puts nodes at places, by id; a node that is already there is left alone. */
export function moveNodes(draft: GraphDocument, positions: ReadonlyMap<string, Position>): void {
  for (const node of draft.nodes) {
    const place = positions.get(node.id);
    if (place === undefined) continue;
    const next = wholePixels(place);
    if (next.x !== node.position?.x || next.y !== node.position.y) node.position = next;
  }
}

/** Moves nodes by a distance, as the arrow keys do. */
export function shiftNodes(draft: GraphDocument, ids: ReadonlySet<string>, by: Position): void {
  const moved = draft.nodes.filter(({ id }) => ids.has(id));
  const places = moved.map(({ id, position = { x: 0, y: 0 } }) => {
    return [id, { x: position.x + by.x, y: position.y + by.y }] as const;
  });
  moveNodes(draft, new Map(places));
}

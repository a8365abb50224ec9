import type { GraphDocument } from '../../shared/document.ts';
import type { Position } from './position.ts';

/** From one node to the next, in pixels: along a column and along a row. */
const STEP = { x: 260, y: 100 };

/**
 * The place for a node between two others. Where they are too near each other, all that hangs on the second moves on
 * so far that the new node has its own space.
 */
export function makeRoom(draft: GraphDocument, from: string, to: string): Position {
  const nodes = new Map(draft.nodes.map((node) => [node.id, node]));
  const start = nodes.get(from)?.position ?? { x: 0, y: 0 };
  const end = nodes.get(to)?.position ?? { x: start.x, y: start.y + STEP.y };
  const across = Math.abs(end.x - start.x) > 2 * Math.abs(end.y - start.y);
  const axis = across ? 'x' : 'y';
  const direction = end[axis] < start[axis] ? -1 : 1;
  const lacking = 2 * STEP[axis] - Math.abs(end[axis] - start[axis]);
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  if (lacking <= 0) return middle;
  for (const id of downstream(draft, to, from)) {
    const position = nodes.get(id)?.position;
    if (position) position[axis] += direction * lacking;
  }
  return { ...middle, [axis]: start[axis] + direction * STEP[axis] };
}

/** A node and all that its output reaches; never `except`, which a cycle could lead back to. */
function downstream({ wires }: GraphDocument, first: string, except: string): Set<string> {
  const consumers = new Map<string, string[]>();
  for (const { from, to } of wires) consumers.set(from.node, [...(consumers.get(from.node) ?? []), to.node]);
  const reached = new Set([first]);
  // A Set gives what is added during the walk its turn.
  for (const id of reached) {
    for (const next of consumers.get(id) ?? []) if (next !== except) reached.add(next);
  }
  return reached;
}

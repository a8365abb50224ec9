import type { GraphDocument, GraphNode } from '../../shared/document.ts';
import { nodeDepths } from './depths.ts';
import { wiringOf } from './wiring.ts';

/** From column to column and from row to row, in pixels. */
const STEP = { x: 240, y: 100 };

/** So many nodes may lie in one and the same place; of a larger heap nobody could see or take one. */
const MOST_HEAPED = 8;

/**
 * The document with a position for every node; itself where all have one. A project may leave positions out, or heap
 * its nodes in one place as a program does that knows of none: such nodes stand in rows from the top down, beside those
 * that have a place.
 */
export function placed(original: GraphDocument): GraphDocument {
  const document = withoutHeaps(original);
  if (document.nodes.every(({ position }) => position !== undefined)) return document;
  const depths = nodeDepths(document.nodes, wiringOf(document.wires));
  const taken = document.nodes.flatMap(({ position }) => (position ? [position] : []));
  const left =
    taken.length === 0 ? 0 : taken.reduce((most, { x }) => Math.max(most, x), -Infinity) + 2 * STEP.x;
  const rows = new Map<number, string[]>();
  for (const { id, position } of document.nodes) {
    if (position) continue;
    const depth = depths.get(id) ?? 0;
    const row = rows.get(depth);
    if (row) row.push(id);
    else rows.set(depth, [id]);
  }
  const widest = [...rows.values()].reduce((most, row) => Math.max(most, row.length), 0);
  const places = new Map<string, { x: number; y: number }>();
  for (const [depth, row] of rows) {
    row.forEach((id, i) => {
      const centred = taken.length === 0 ? i - (row.length - 1) / 2 : i + (widest - row.length) / 2;
      places.set(id, { x: left + centred * STEP.x, y: depth * STEP.y });
    });
  }
  const nodes = document.nodes.map((node) =>
    node.position ? node : { ...node, position: places.get(node.id) as { x: number; y: number } },
  );
  return { ...document, nodes };
}

/** Takes their positions from nodes of which too many have the same one; itself where there are none. */
function withoutHeaps(document: GraphDocument): GraphDocument {
  const counts = new Map<string, number>();
  const placeOf = ({ position }: GraphNode) => position && `${position.x} ${position.y}`;
  for (const node of document.nodes) {
    const place = placeOf(node);
    if (place !== undefined) counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const isHeaped = (node: GraphNode) => (counts.get(placeOf(node) ?? '') ?? 0) > MOST_HEAPED;
  if (!document.nodes.some(isHeaped)) return document;
  return {
    ...document,
    nodes: document.nodes.map((node) => (isHeaped(node) ? { ...node, position: undefined } : node)),
  };
}

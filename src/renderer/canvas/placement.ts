import type { GraphDocument } from '../../shared/document.ts';
import { nodeDepths } from './depths.ts';
import { wiringOf } from './wiring.ts';

/** From column to column and from row to row, in pixels. */
const STEP = { x: 240, y: 100 };

/**
 * The document with a position for every node; itself where all have one. A project may leave positions out: such
 * nodes stand in rows from the top down, beside those that have a place.
 */
export function placed(document: GraphDocument): GraphDocument {
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

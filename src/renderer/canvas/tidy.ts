import type { GraphDocument } from '../../shared/document.ts';
import { moveNodes } from '../edits/moveNodes.ts';
import type { Position } from '../edits/position.ts';
import { elkGraph, placesOf } from '../layout/elkGraph.ts';
import { layOut } from '../layout/layOut.ts';
import { edit, useDocument } from '../store/documentStore.ts';
import { say, useCanvas } from './canvasStore.ts';
import { currentViews, fitAll } from './flow.ts';
import { placed } from './placement.ts';

/**
 * Lays the selected nodes out, or all where fewer than two are selected, in one undo step. What is changed meanwhile
 * stays: only positions are set. A second call gives the first up.
 */
export async function tidy(): Promise<void> {
  const { document, selection } = useDocument.getState();
  const part = selection.size > 1;
  const ids = part ? selection : new Set(document.nodes.map(({ id }) => id));
  if (ids.size < 2) return;
  const before = new Map(document.nodes.flatMap(({ id, position }) => (position ? [[id, position]] : [])));
  useCanvas.getState().cancelTidy?.();
  const giveUp = new AbortController();
  const cancelTidy = () => giveUp.abort(new DOMException('Given up', 'AbortError'));
  useCanvas.setState({ cancelTidy });
  say('Arranging…');
  try {
    const found = await bestPlaces(document, ids, giveUp.signal);
    const by = difference(before, found);
    const places = new Map([...found].map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }]));
    edit('Tidy', (draft) => moveNodes(draft, places));
    say(`Arranged ${places.size} modules.`);
    if (!part) fitAll();
  } catch (error) {
    if (!giveUp.signal.aborted) throw error;
    say('Layout given up; nothing was moved.');
  } finally {
    if (useCanvas.getState().cancelTidy === cancelTidy) useCanvas.setState({ cancelTidy: null });
  }
}

/** ELK's places; where it fails, as it does on a chain of thousands, plain rows in the order that data flows. */
async function bestPlaces(
  document: GraphDocument,
  ids: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Position>> {
  try {
    return placesOf(await layOut(elkGraph(document, ids, currentViews()), signal));
  } catch (error) {
    if (signal.aborted) throw error;
    const nodes = document.nodes.filter(({ id }) => ids.has(id));
    const rows = placed({ ...document, nodes: nodes.map((node) => ({ ...node, position: undefined })) });
    return new Map(rows.nodes.map(({ id, position = { x: 0, y: 0 } }) => [id, position]));
  }
}

/** From the upper edge's middle of what was laid out to where that was before. */
function difference(before: ReadonlyMap<string, Position>, laid: ReadonlyMap<string, Position>): Position {
  const old = upperMiddle([...laid.keys()].flatMap((id) => before.get(id) ?? []));
  const now = upperMiddle([...laid.values()]);
  return { x: old.x - now.x, y: old.y - now.y };
}

function upperMiddle(places: readonly Position[]): Position {
  let [left, right, top] = [Infinity, -Infinity, Infinity];
  for (const { x, y } of places) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
  }
  return left > right ? { x: 0, y: 0 } : { x: (left + right) / 2, y: top };
}

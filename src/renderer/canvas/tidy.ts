import { moveNodes } from '../edits/moveNodes.ts';
import type { Position } from '../edits/position.ts';
import { elkGraph, placesOf } from '../layout/elkGraph.ts';
import { layOut } from '../layout/layOut.ts';
import { edit, useDocument } from '../store/documentStore.ts';
import { notify } from '../store/viewStore.ts';
import { say, useCanvas } from './canvasStore.ts';
import { currentViews, fitAll } from './flow.ts';

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
    const laid = await layOut(elkGraph(document, ids, currentViews()), giveUp.signal);
    const places = placesOf(laid, (found) => difference(before, found));
    edit('Tidy', (draft) => moveNodes(draft, places));
    say(`Arranged ${places.size} modules.`);
    if (!part) fitAll();
  } catch (error) {
    if (giveUp.signal.aborted) say('Layout given up; nothing was moved.');
    else notify(`The layout failed: ${error instanceof Error ? error.message : 'no reason was given'}`);
  } finally {
    if (useCanvas.getState().cancelTidy === cancelTidy) useCanvas.setState({ cancelTidy: null });
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

import type { GraphDocument, Wire } from '../../shared/document.ts';
import { ProblemError } from '../../shared/problem.ts';
import { duplicateNodes } from '../edits/clipboard.ts';
import { shiftNodes } from '../edits/moveNodes.ts';
import { removeNodes } from '../edits/removeNodes.ts';
import { setLabel } from '../edits/setLabel.ts';
import { connectWire, removeWires, wireFault } from '../edits/wires.ts';
import { edit, select, useDocument, wireKey } from '../store/documentStore.ts';
import { notify } from '../store/viewStore.ts';
import { say } from './canvasStore.ts';
import type { PortEnd } from './connectTargets.ts';
import { focusCanvas, focusNode, hasFocus } from './flow.ts';
import { wiringOf } from './wiring.ts';

/** From one place of the grid to the next, in pixels: what an arrow key moves a node by. */
export const GRID = 20;

/** An edit whose recipe may refuse with a sentence, which is then shown; false where it did. */
export function tryEdit(
  title: string,
  recipe: (draft: GraphDocument) => void,
  merge: string | null = null,
): boolean {
  try {
    edit(title, recipe, merge);
    return true;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    notify(error.message);
    return false;
  }
}

/** Removes the selected nodes and wires; neighbours are rejoined where that is clear. */
export function removeSelected(): void {
  const { document, selection, selectedWires } = useDocument.getState();
  if (selection.size + selectedWires.size === 0) return;
  const next = hasFocus() ? neighbourOf(document, selection) : null;
  const what =
    selection.size === 0 ? 'wire' : selection.size === 1 ? [...selection][0] : `${selection.size} modules`;
  edit(`Delete ${what}`, (draft) => {
    removeWires(draft, selectedWires);
    removeNodes(draft, selection);
  });
  say(`Deleted ${what}.`);
  if (selection.size === 0) return;
  if (next === null) focusCanvas();
  else goTo(next);
}

/** The node that the focus goes to when others are removed: one that feeds them, else one that they feed. */
function neighbourOf({ wires }: GraphDocument, removed: ReadonlySet<string>): string | null {
  const { incoming, outgoing } = wiringOf(wires);
  for (const id of removed) {
    const near = [
      ...(incoming.get(id) ?? []).map(({ from }) => from.node),
      ...(outgoing.get(id) ?? []).map(({ to }) => to.node),
    ].find((other) => !removed.has(other));
    if (near !== undefined) return near;
  }
  return null;
}

/** Selects a node and gives it the focus. */
export function goTo(id: string): void {
  select([id]);
  focusNode(id);
}

/** Copies the selected nodes beside themselves; `keepIncoming`: with the wires that lead to them. */
export function duplicateSelected(keepIncoming: boolean): void {
  const { selection } = useDocument.getState();
  if (selection.size === 0) return;
  let ids: string[] = [];
  const done = tryEdit('Duplicate', (draft) => {
    ids = duplicateNodes(draft, selection, { keepIncoming });
  });
  if (done) showAdded(ids);
}

/** Selects what was added and brings it into view. */
export function showAdded(ids: readonly string[]): void {
  if (ids.length === 0) return;
  select(ids);
  focusNode(ids[0]);
  say(ids.length === 1 ? `Added ${ids[0]}.` : `Added ${ids.length} modules.`);
}

export function selectAll(): void {
  const { document } = useDocument.getState();
  select(document.nodes.map(({ id }) => id));
  say(`${document.nodes.length} modules selected.`);
}

/** Moves the selected nodes by steps of the grid; steps in a row are one edit. */
export function nudge(x: number, y: number): void {
  const { selection } = useDocument.getState();
  if (selection.size === 0) return;
  const by = { x: x * GRID, y: y * GRID };
  edit('Move', (draft) => shiftNodes(draft, selection, by), `nudge ${[...selection].join(' ')}`);
}

/** Draws a wire, or says why it may not be drawn. `instead`: the wire that is moved to this place. */
export function drawWire(wire: Wire, instead: string | null = null): boolean {
  const fault = wireFault(useDocument.getState().document, wire);
  if (fault) {
    notify(fault.message);
    return false;
  }
  edit(instead === null ? 'Connect' : 'Move wire', (draft) => {
    if (instead !== null && instead !== wireKey(wire)) removeWires(draft, new Set([instead]));
    connectWire(draft, wire);
  });
  return true;
}

/** Removes wires by key. */
export function cutWires(keys: Iterable<string>): void {
  edit('Remove wire', (draft) => removeWires(draft, new Set(keys)));
}

/** Gives a node another label; none where it is blank. */
export function labelNode(id: string, label: string): void {
  edit(`Rename ${id}`, (draft) => setLabel(draft, id, label));
}

/** Takes away all wires of a port. */
export function cutAt(end: PortEnd): void {
  const { document } = useDocument.getState();
  const wires = document.wires.filter(({ from, to }) => {
    const other = end.side === 'input' ? to : from;
    return other.node === end.node && other.port === end.port;
  });
  if (wires.length > 0) cutWires(wires.map(wireKey));
}

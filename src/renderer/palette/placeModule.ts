import { resolveNode } from '../../engine/graph/nodes.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { GraphDocument, GraphNode } from '../../shared/document.ts';
import type { PortReference } from '../../shared/problem.ts';
import { nodeView } from '../canvas/nodeView.ts';
import { wiringOf } from '../canvas/wiring.ts';
import { addNode } from '../edits/addNode.ts';
import { firstPorts } from '../edits/firstPorts.ts';
import type { Position } from '../edits/position.ts';
import { connectWire, insertOnWire } from '../edits/wires.ts';
import { NO_MARKS, useProfile } from '../profile/profileStore.ts';
import { analysisOf } from '../store/analysisStore.ts';

/** From a node's upper edge to the next one's, and from one column's middle to the next one's, in pixels. */
const STEP = { x: 260, y: 100 };
/** From a place that is taken to the next one that is looked at. */
const ASIDE = { x: 40, y: 40 };
/** Between the edges of two nodes there is at least this much. */
const GAP = 12;

/** What is selected where a module is added. */
export interface Selected {
  readonly nodes: ReadonlySet<string>;
  readonly wires: ReadonlySet<string>;
}

/** Where a new module goes: into a wire; or to a place, fed by an output or by nothing. */
export type Place =
  | { readonly kind: 'wire'; readonly key: string }
  | { readonly kind: 'free'; readonly position: Position; readonly from: PortReference | null };

/**
 * Where building by keyboard wants a module: after the one selected node, wired, where that has an output that leads
 * nowhere yet; into the one selected wire; else in the middle of what is shown, free.
 */
export function placeFor(document: GraphDocument, type: string, selected: Selected, centre: Position): Place {
  const { input, output } = firstPorts({ type });
  const { nodes, wires } = selected;
  if (nodes.size === 0 && wires.size === 1 && input !== null && output !== null) {
    return { kind: 'wire', key: [...wires][0] };
  }
  const size = sizeOfNew(type);
  const before = nodes.size === 1 ? document.nodes.find(({ id }) => nodes.has(id)) : undefined;
  const from = before && input !== null ? freeOutput(document, before) : null;
  if (!before || from === null) {
    const top = { x: centre.x, y: centre.y - size.height / 2 };
    return { kind: 'free', position: freePlaceFor(document, type, top), from: null };
  }
  const { x, y } = before.position ?? { x: centre.x, y: centre.y - STEP.y };
  const below = { x, y: y + STEP.y };
  return { kind: 'free', position: freePlace(document, below, size, { x: STEP.x, y: 0 }), from };
}

/** The place itself, or one near it where no node is in the way of a new module. */
export function freePlaceFor(document: GraphDocument, type: string, place: Position): Position {
  return freePlace(document, place, sizeOfNew(type), ASIDE);
}

/** Adds a module at its place; returns the new node's id. Throws ProblemError where the project is full. */
export function addAt(draft: GraphDocument, type: string, place: Place): string {
  if (place.kind === 'wire') {
    return insertOnWire(draft, place.key, { type }) ?? addNode(draft, { type, position: { x: 0, y: 0 } });
  }
  const id = addNode(draft, { type, position: place.position });
  const { input } = firstPorts({ type });
  if (place.from !== null && input !== null) {
    connectWire(draft, { from: place.from, to: { node: id, port: input } });
  }
  return id;
}

/** The node's first output that no wire leaves. */
function freeOutput({ wires }: GraphDocument, node: GraphNode): PortReference | null {
  const outputs = resolveNode(node, modules).node?.outputs ?? [];
  const port = outputs.find((name) => !wires.some(({ from }) => from.node === node.id && from.port === name));
  return port === undefined ? null : { node: node.id, port };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size in which the canvas draws a module that is not wired yet. */
export function sizeOfNew(type: string): Size {
  return nodeView(
    { id: 'new1', type, params: {} },
    { wiring: wiringOf([]), shaped: new Map(), faults: new Map(), marks: NO_MARKS },
  );
}

/** The place itself, or the next one by `step` where no node is in the way. A place is the middle of the upper edge. */
function freePlace(document: GraphDocument, place: Position, size: Size, step: Position): Position {
  const knowledge = {
    wiring: wiringOf(document.wires),
    shaped: analysisOf(document).shaped,
    faults: new Map(),
    marks: useProfile.getState().marks,
  };
  const boxes = document.nodes.flatMap((node) => {
    if (!node.position) return [];
    const { width, height } = nodeView(node, knowledge);
    return [{ ...node.position, width, height }];
  });
  let { x, y } = place;
  const isCovered = () =>
    boxes.some(
      (box) =>
        Math.abs(x - box.x) < (size.width + box.width) / 2 + GAP &&
        y < box.y + box.height + GAP &&
        box.y < y + size.height + GAP,
    );
  while (isCovered()) {
    x += step.x;
    y += step.y;
  }
  return { x, y };
}

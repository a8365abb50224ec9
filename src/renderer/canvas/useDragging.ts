import type { NodeChange } from '@xyflow/react';
import { useCallback, useRef } from 'react';
import type { GraphDocument } from '../../shared/document.ts';
import { makeRoom } from '../edits/makeRoom.ts';
import { moveNodes } from '../edits/moveNodes.ts';
import type { Position } from '../edits/position.ts';
import { connectWire } from '../edits/wires.ts';
import { edit, select, useDocument, wireKey } from '../store/documentStore.ts';
import { useCanvas } from './canvasStore.ts';
import { wireNear } from './hitTest.ts';
import type { NodeView } from './nodeView.ts';
import type { FlowNode, Scene } from './scene.ts';
import { wiringOf } from './wiring.ts';

/** Where nodes are while they are dragged, by id. */
export type Moved = ReadonlyMap<string, Position>;

const NOWHERE: Moved = new Map();
/** How near to a wire a node must be let go to be put into it, in pixels at 100 %. */
const WIRE_REACH = 34;

/**
 * Nodes being dragged: where they are until they are let go, then one edit. A node without wires that is let go on a
 * wire goes into it.
 */
export function useDragging(scene: { readonly current: Scene | null }, show: (moved: Moved) => void) {
  const moved = useRef<Moved>(NOWHERE);

  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const positions = changes.flatMap((change) =>
        change.type === 'position' && change.position ? [[change.id, change.position] as const] : [],
      );
      if (positions.length > 0) {
        moved.current = new Map([...moved.current, ...positions]);
        show(moved.current);
      }
      followSelection(changes);
    },
    [show],
  );

  const onDragStart = useCallback(() => useCanvas.setState({ isDragging: true }), []);

  const onNodeDrag = useCallback(
    (_event: unknown, node: FlowNode, nodes: FlowNode[]) => {
      const shown = scene.current;
      const dropWire = shown && nodes.length === 1 ? wireUnder(node, shown) : null;
      if (dropWire !== useCanvas.getState().dropWire) useCanvas.setState({ dropWire });
    },
    [scene],
  );

  const onDragStop = useCallback(() => {
    const places = moved.current;
    const { dropWire } = useCanvas.getState();
    const [only] = places.keys();
    const view = dropWire === null ? undefined : scene.current?.views.get(only);
    if (dropWire !== null && view) {
      edit(`Put ${only} into a wire`, (draft) => putIntoWire(draft, view, dropWire));
    } else if (places.size > 0) {
      const what = places.size === 1 ? only : `${places.size} modules`;
      edit(`Move ${what}`, (draft) => moveNodes(draft, places));
    }
    useCanvas.setState({ dropWire: null, isDragging: false });
    moved.current = NOWHERE;
    // What was let go where it had been made no edit, and may lie between two pixels.
    show(NOWHERE);
  }, [scene, show]);

  return { moved, onNodesChange, onDragStart, onNodeDrag, onDragStop };
}

/** Lets a node that had no wires take one over: it goes between the wire's ends, which make room. */
function putIntoWire(draft: GraphDocument, { id, inputs, outputs }: NodeView, key: string): void {
  const wire = draft.wires.find((other) => wireKey(other) === key);
  if (!wire) return;
  const from = { ...wire.from };
  const to = { ...wire.to };
  moveNodes(draft, new Map([[id, makeRoom(draft, from.node, to.node)]]));
  connectWire(draft, { from: { node: id, port: outputs[0].name }, to });
  connectWire(draft, { from, to: { node: id, port: inputs[0].name } });
}

/** What React Flow says is selected now becomes the document's selection. */
function followSelection(changes: readonly NodeChange<FlowNode>[]): void {
  const chosen = changes.filter((change) => change.type === 'select');
  if (chosen.length === 0) return;
  const { selection, selectedWires } = useDocument.getState();
  const next = new Set(selection);
  for (const { id, selected } of chosen) {
    // A second node of one id is drawn with a number behind it.
    const [own] = id.split(' ');
    if (selected) next.add(own);
    else next.delete(own);
  }
  if (next.size !== selection.size || [...next].some((id) => !selection.has(id))) select(next, selectedWires);
}

/** The wire that a node without wires lies on, if it can go into one. */
function wireUnder(node: FlowNode, { nodes, wires }: Scene): string | null {
  const { id, inputs, outputs, height } = node.data.view;
  if (inputs.length === 0 || outputs.length === 0) return null;
  const { incoming, outgoing } = wiringOf(useDocument.getState().document.wires);
  if (incoming.has(id) || outgoing.has(id)) return null;
  const middle = { x: node.position.x, y: node.position.y + height / 2 };
  return wireNear(middle, WIRE_REACH, nodes, wires, id);
}

import type { GraphDocument } from '../../shared/document.ts';
import type { Mend, MendChange } from '../../shared/problem.ts';
import { wireKey } from '../store/documentStore.ts';
import { addNode } from './addNode.ts';
import { firstPorts } from './firstPorts.ts';
import { setParam } from './setParam.ts';
import { connectWire, insertOnWire, removeWires } from './wires.ts';

/**
 * Makes the change that a mend offers; returns the id of the node it inserted, if it did. A mend whose node or wire is
 * gone changes nothing.
 */
export function applyMend(draft: GraphDocument, { change }: Mend): string | null {
  switch (change.kind) {
    case 'setParam':
      setParam(draft, change.node, change.param, change.value);
      return null;
    case 'removeWire':
      removeWires(draft, new Set([wireKey(change)]));
      return null;
    case 'insertNode':
      return insertBefore(draft, change);
  }
}

/** Into the wire at a port; at a port without a wire, the node stands before it and waits for its own. */
function insertBefore(
  draft: GraphDocument,
  { type, params, before }: Extract<MendChange, { kind: 'insertNode' }>,
): string | null {
  const inserted = insertOnWire(draft, wireKey({ to: before }), { type, params });
  const { output } = firstPorts({ type, params });
  const target = draft.nodes.find(({ id }) => id === before.node);
  if (inserted !== null || output === null || !target) return inserted;
  const { x, y } = target.position ?? { x: 0, y: 0 };
  const id = addNode(draft, { type, params, position: { x, y: y - 100 } });
  connectWire(draft, { from: { node: id, port: output }, to: before });
  return id;
}

import type { GraphDocument, Wire } from '../../shared/document.ts';
import { wireKey } from '../store/documentStore.ts';
import { addNode } from './addNode.ts';
import { firstPorts } from './firstPorts.ts';
import { makeRoom } from './makeRoom.ts';
import type { Position } from './position.ts';

export { wireFault } from './wireFault.ts';

/** Draws a wire; one that already ends in that input gives way. */
export function connectWire(draft: GraphDocument, { from, to }: Wire): void {
  const wire: Wire = { from: { ...from }, to: { ...to } };
  const key = wireKey(wire);
  const at = draft.wires.findIndex((other) => wireKey(other) === key);
  if (at === -1) {
    draft.wires.push(wire);
    return;
  }
  const old = draft.wires[at].from;
  if (old.node !== from.node || old.port !== from.port) draft.wires[at] = wire;
  // A file may bring more than one wire into an input.
  if (draft.wires.some((other, i) => i > at && wireKey(other) === key)) {
    draft.wires = draft.wires.filter((other, i) => i <= at || wireKey(other) !== key);
  }
}

/** Takes wires away, by key. */
export function removeWires(draft: GraphDocument, keys: ReadonlySet<string>): void {
  const left = draft.wires.filter((wire) => !keys.has(wireKey(wire)));
  if (left.length < draft.wires.length) draft.wires = left;
}

/** A node to be put into a wire. Without a position it goes between the ends, which make room. */
export interface InsertedNode {
  readonly type: string;
  readonly params?: Record<string, unknown>;
  readonly position?: Position;
}

/**
 * Puts a node into a wire: its first input takes the wire, its first output feeds where the wire led. Returns its id;
 * null where there is no such wire, or the module has no input or no output.
 * Throws ProblemError where the project is full.
 */
export function insertOnWire(draft: GraphDocument, key: string, node: InsertedNode): string | null {
  const wire = draft.wires.find((other) => wireKey(other) === key);
  const { input, output } = firstPorts(node);
  if (!wire || input === null || output === null) return null;
  const { from, to } = wire;
  const position = node.position ?? makeRoom(draft, from.node, to.node);
  const id = addNode(draft, { type: node.type, params: node.params, position });
  connectWire(draft, { from: { node: id, port: output }, to });
  connectWire(draft, { from, to: { node: id, port: input } });
  return id;
}

import { documentSchema, type GraphDocument } from '../../shared/document.ts';
import type { Problem } from '../../shared/problem.ts';

const idSchema = documentSchema.shape.nodes.element.shape.id;

/** Why a node may not have an id, or null. */
export function renameFault({ nodes }: GraphDocument, from: string, to: string): Problem | null {
  if (!idSchema.safeParse(to).success) {
    const found = to === '' ? 'is empty' : `is "${to.slice(0, 80)}"`;
    const message = `The id of ${from} ${found}, expected a letter followed by up to 63 letters, digits or underscores`;
    return { code: 'node-id', message, node: from };
  }
  if (from === to || !nodes.some(({ id }) => id === to)) return null;
  return { code: 'duplicate-id', message: `There is a node ${to} already, expected another id`, node: from };
}

/** Gives a node another id, its wires too. Changes nothing and returns the Problem where the id is malformed or taken. */
export function renameNode(draft: GraphDocument, from: string, to: string): Problem | null {
  const fault = renameFault(draft, from, to);
  if (fault || from === to) return fault;
  const node = draft.nodes.find(({ id }) => id === from);
  if (!node) return { code: 'unknown-node', message: `There is no node ${from}` };
  node.id = to;
  for (const { from: start, to: end } of draft.wires) {
    if (start.node === from) start.node = to;
    if (end.node === from) end.node = to;
  }
  return null;
}

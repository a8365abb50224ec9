import { resolveNode } from '../../engine/graph/nodes.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { GraphDocument, GraphNode } from '../../shared/document.ts';
import { isSameJson } from './sameJson.ts';

/**
 * Sets a parameter of a node; `undefined` brings its default back. Wires into ports that the node no longer has (a
 * table with a smaller N) go with it: they could be neither seen nor taken away.
 */
export function setParam(draft: GraphDocument, id: string, param: string, value: unknown): void {
  const node = draft.nodes.find((other) => other.id === id);
  if (!node || isSameJson(node.params[param], value)) return;
  const before = inputsOf(node);
  if (value === undefined) delete node.params[param];
  else node.params[param] = value;
  const after = new Set(inputsOf(node));
  const gone = new Set(before.filter((port) => !after.has(port)));
  const left = draft.wires.filter(({ to }) => to.node !== id || !gone.has(to.port));
  if (left.length < draft.wires.length) draft.wires = left;
}

function inputsOf(node: GraphNode): readonly string[] {
  return resolveNode(node, modules).node?.inputs ?? [];
}

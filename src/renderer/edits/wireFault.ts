import { nodeProblem, resolveNode } from '../../engine/graph/nodes.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { GraphDocument, GraphNode, Wire } from '../../shared/document.ts';
import type { Problem } from '../../shared/problem.ts';

/**
 * Why a wire may not be drawn, or null: a node or port that is not there, a node onto itself, a cycle. Shapes that do
 * not fit are no reason: such a wire is drawn and shows its fault with the mends.
 */
export function wireFault(document: GraphDocument, wire: Wire): Problem | null {
  const from = document.nodes.find(({ id }) => id === wire.from.node);
  const to = document.nodes.find(({ id }) => id === wire.to.node);
  if (!from || !to) {
    const missing = from ? wire.to.node : wire.from.node;
    return { code: 'unknown-node', message: `There is no node ${missing} to wire` };
  }
  if (from === to) {
    return nodeProblem(to, 'cycle', 'a node cannot feed itself, expected a wire from another node');
  }
  return (
    portFault(from, wire.from.port, 'output') ??
    portFault(to, wire.to.port, 'input') ??
    cycleFault(document, wire)
  );
}

/** The ports of an unknown module are unknown too: any may be right. */
function portFault(node: GraphNode, port: string, side: 'input' | 'output'): Problem | null {
  const resolved = resolveNode(node, modules).node;
  if (!resolved) return null;
  const ports = side === 'input' ? resolved.inputs : resolved.outputs;
  if (ports.includes(port)) return null;
  const expected = ports.length > 0 ? `expected ${ports.join(', ')}` : `it has no ${side}`;
  return nodeProblem(node, 'unknown-port', `there is no ${side} port ${port}, ${expected}`);
}

/** Walks from the wire's end along the wires; whoever meets its start would close a cycle. */
function cycleFault({ wires }: GraphDocument, wire: Wire): Problem | null {
  const consumers = new Map<string, string[]>();
  for (const { from, to } of wires) {
    const fed = consumers.get(from.node);
    if (fed) fed.push(to.node);
    else consumers.set(from.node, [to.node]);
  }
  const start = wire.to.node;
  const before = new Map<string, string | null>([[start, null]]);
  const waiting = [start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === wire.from.node) return cycleProblem(node, before, wire);
    for (const next of consumers.get(node) ?? []) {
      if (before.has(next)) continue;
      before.set(next, node);
      waiting.push(next);
    }
  }
  return null;
}

const MOST_NAMED = 8;

function cycleProblem(last: string, before: ReadonlyMap<string, string | null>, { from, to }: Wire): Problem {
  const path: string[] = [];
  for (let node: string | null = last; node !== null; node = before.get(node) ?? null) path.unshift(node);
  const named = path.length <= MOST_NAMED ? path : [...path.slice(0, 3), '…', ...path.slice(-3)];
  const cycle = [...named, to.node].join(' -> ');
  return {
    code: 'cycle',
    message: `A wire from ${from.node} to ${to.node} would close a cycle: ${cycle}`,
    node: to.node,
    port: to.port,
  };
}

import type { GraphNode } from '../../shared/document.ts';
import type { Wiring } from './wiring.ts';

/**
 * How many wires lie between each node and the beginning, by the longest way: its row in a drawing from the top down.
 * Nodes of a cycle, and what hangs on one, come last, in the file's order.
 */
export function nodeDepths(nodes: readonly GraphNode[], wiring: Wiring): Map<string, number> {
  const waiting = new Map(nodes.map(({ id }) => [id, 0]));
  for (const { id } of nodes) {
    for (const { from } of wiring.incoming.get(id) ?? []) {
      if (waiting.has(from.node)) waiting.set(id, (waiting.get(id) as number) + 1);
    }
  }
  const depths = new Map<string, number>();
  const ready = [...waiting].filter(([, left]) => left === 0).map(([id]) => id);
  for (const id of ready) depths.set(id, 0);
  for (let i = 0; i < ready.length; i++) {
    const depth = depths.get(ready[i]) as number;
    for (const { to } of wiring.outgoing.get(ready[i]) ?? []) {
      const left = waiting.get(to.node);
      if (left === undefined) continue;
      depths.set(to.node, Math.max(depths.get(to.node) ?? 0, depth + 1));
      waiting.set(to.node, left - 1);
      if (left === 1) ready.push(to.node);
    }
  }
  const settled = new Set(ready);
  let last = ready.reduce((deepest, id) => Math.max(deepest, depths.get(id) as number), -1);
  for (const { id } of nodes) if (!settled.has(id)) depths.set(id, ++last);
  return depths;
}

import { DOCUMENT_LIMITS, type Wire } from './document.ts';
import { fail } from './problem.ts';

/** Refuses more nodes or wires than the program takes on, before any of them is looked at. */
export function checkCounts(document: Record<string, unknown>, file: string): void {
  for (const name of ['nodes', 'wires'] as const) {
    const list = document[name];
    if (!Array.isArray(list) || list.length <= DOCUMENT_LIMITS[name]) continue;
    const message = `${file} has ${list.length} ${name}, expected at most ${DOCUMENT_LIMITS[name]}`;
    fail(`too-many-${name}`, message, { file });
  }
}

/** Refuses heaps of wires at one node, which no page could draw: more than any module has ports. */
export function checkWires(wires: readonly Wire[], file: string): void {
  const leading = new Map<string, number>();
  const named = new Map<string, Set<string>>();
  for (const { from, to } of wires) {
    leading.set(to.node, (leading.get(to.node) ?? 0) + 1);
    const ports = named.get(from.node);
    if (ports) ports.add(from.port);
    else named.set(from.node, new Set([from.port]));
  }
  const most = DOCUMENT_LIMITS.nodeWires;
  for (const [node, count] of leading) {
    if (count <= most) continue;
    fail('too-many-wires', `${file}: ${count} wires lead to node ${shown(node)}, expected at most ${most}`, {
      file,
    });
  }
  for (const [node, { size }] of named) {
    if (size <= most) continue;
    const message = `${file}: wires name ${size} output ports of node ${shown(node)}, expected at most ${most}`;
    fail('too-many-wires', message, { file });
  }
}

/** A wire may name a node that is none, by a text of any length. */
function shown(node: string): string {
  return node.length > 80 ? `${node.slice(0, 77)}...` : node;
}

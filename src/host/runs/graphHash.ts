import { createHash } from 'node:crypto';
import type { GraphDocument } from '../../shared/document.ts';

/**
 * SHA-256 in hex of what a graph computes: modules with their parameters, and wires. Positions, labels, training
 * settings and the order in the file make no difference; ids do, since they name the tensors.
 */
export function graphHash({ nodes, wires }: Pick<GraphDocument, 'nodes' | 'wires'>): string {
  const parts = [
    nodes.map(({ id, type, params }) => canonical([id, type, params])).sort(),
    wires.map(({ from, to }) => canonical([from.node, from.port, to.node, to.port])).sort(),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** JSON whose keys are in order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join()}}`;
}

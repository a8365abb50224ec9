import type { Wire } from '../../shared/document.ts';
import type { NodeView } from './nodeView.ts';
import type { Point } from './wireCurve.ts';
import type { Wiring } from './wiring.ts';

/** A port a wire starts at, and which side of its node it is on. */
export interface PortEnd {
  readonly node: string;
  readonly port: string;
  readonly side: 'input' | 'output';
}

/** One string for a port, to keep in a Set. */
export function endKey({ node, port, side }: PortEnd): string {
  return `${node} ${side} ${port}`;
}

/** The wire between two ports, whichever of them was named first. */
export function wireBetween(a: PortEnd, b: PortEnd): Wire {
  const [from, to] = a.side === 'output' ? [a, b] : [b, a];
  return { from: { node: from.node, port: from.port }, to: { node: to.node, port: to.port } };
}

/**
 * The ports that a wire from `start` may lead to: those of the other side, but for the node's own and those that
 * would close a cycle. The same judgement as `wireFault`'s, for all ports at once.
 */
export function connectTargets(
  start: PortEnd,
  views: ReadonlyMap<string, NodeView>,
  wiring: Wiring,
): PortEnd[] {
  const closed = reached(start, wiring);
  const side = start.side === 'output' ? 'input' : 'output';
  const targets: PortEnd[] = [];
  for (const view of views.values()) {
    if (closed.has(view.id)) continue;
    const ports = side === 'input' ? view.inputs : view.outputs;
    for (const { name, stray } of ports) if (!stray) targets.push({ node: view.id, port: name, side });
  }
  return targets;
}

/** The node, and all that lie behind an input or before an output. */
function reached({ node, side }: PortEnd, { incoming, outgoing }: Wiring): Set<string> {
  const seen = new Set([node]);
  // A Set gives what is added during the walk its turn.
  for (const id of seen) {
    const next =
      side === 'output'
        ? incoming.get(id)?.map(({ from }) => from.node)
        : outgoing.get(id)?.map(({ to }) => to.node);
    for (const other of next ?? []) seen.add(other);
  }
  return seen;
}

/**
 * Targets in the order the arrow keys offer them: free ports before taken ones, each by how far their node is; what
 * lies against the direction of the wires counts as further.
 */
export function byNearness(
  targets: readonly PortEnd[],
  start: PortEnd,
  placeOf: (end: PortEnd) => Point,
  isTaken: (end: PortEnd) => boolean,
): PortEnd[] {
  const from = placeOf(start);
  const far = (end: PortEnd) => {
    const { x, y } = placeOf(end);
    const ahead = start.side === 'output' ? y - from.y : from.y - y;
    return Math.hypot(x - from.x, y - from.y) * (ahead < 0 ? 3 : 1) + (isTaken(end) ? 1e6 : 0);
  };
  return targets
    .map((end) => ({ end, distance: far(end) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ end }) => end);
}

/** The port of a node that a wire dropped on the node itself goes to: a free one before a taken one. */
export function portForDrop(
  start: PortEnd,
  view: NodeView,
  isOpen: (end: PortEnd) => boolean,
): PortEnd | null {
  const side = start.side === 'output' ? 'input' : 'output';
  const ports = side === 'input' ? view.inputs : view.outputs;
  const ends = ports
    .filter(({ stray }) => !stray)
    .map(({ name, wired }) => ({ node: view.id, port: name, side, wired }) as const)
    .filter(isOpen);
  const best = ends.find(({ wired }) => !wired) ?? ends[0];
  return best ? { node: best.node, port: best.port, side } : null;
}

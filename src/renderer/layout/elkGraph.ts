import type { ElkNode, ElkPort } from 'elkjs/lib/elk-api.js';
import type { GraphDocument } from '../../shared/document.ts';
import type { Position } from '../edits/position.ts';

/** A node's size and the places of its ports, by name, along its upper and lower edge. */
export interface SizedNode {
  readonly width: number;
  readonly height: number;
  readonly inputs: readonly { readonly name: string; readonly place: number }[];
  readonly outputs: readonly { readonly name: string; readonly place: number }[];
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.layered.spacing.nodeNodeBetweenLayers': '40',
  'elk.spacing.nodeNode': '36',
  'elk.spacing.edgeNode': '24',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  // What follows a node stands right under it, and a node with branches in the middle above them.
  'elk.layered.layering.strategy': 'LONGEST_PATH_SOURCE',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  // Branches stay in the order in which the person drew them.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
} as const;

/** The graph that ELK lays out: the given nodes of a document with the wires between them, ports where they are. */
export function elkGraph(
  { nodes, wires }: GraphDocument,
  ids: ReadonlySet<string>,
  sizes: ReadonlyMap<string, SizedNode>,
): ElkNode {
  const places = new Map(nodes.map(({ id, position }) => [id, position?.x ?? 0]));
  const taken = [...ids].flatMap((id) => {
    const size = sizes.get(id);
    return size ? [{ id, size, x: places.get(id) ?? 0 }] : [];
  });
  // Model order is left to right as it is now.
  taken.sort((a, b) => a.x - b.x);
  const known = new Set(taken.map(({ id }) => id));
  const inside = wires.filter(({ from, to }) => known.has(from.node) && known.has(to.node));
  return {
    id: 'graph',
    layoutOptions: OPTIONS,
    children: taken.map(({ id, size }) => ({
      id,
      width: size.width,
      height: size.height,
      layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
      ports: [
        ...size.inputs.map(({ name, place }) => elkPort(id, 'in', name, place, 0)),
        ...size.outputs.map(({ name, place }) => elkPort(id, 'out', name, place, size.height)),
      ],
    })),
    edges: inside.map(({ from, to }, i) => ({
      id: `wire ${i}`,
      sources: [portId(from.node, 'out', from.port)],
      targets: [portId(to.node, 'in', to.port)],
    })),
  };
}

/** Where ELK put the nodes: the middle of each one's upper edge. */
export function placesOf({ children = [] }: ElkNode): Map<string, Position> {
  return new Map(children.map(({ id, x = 0, y = 0, width = 0 }) => [id, { x: x + width / 2, y }]));
}

function elkPort(node: string, side: 'in' | 'out', name: string, x: number, y: number): ElkPort {
  return {
    id: portId(node, side, name),
    x,
    y,
    width: 0,
    height: 0,
    layoutOptions: { 'elk.port.side': side === 'in' ? 'NORTH' : 'SOUTH' },
  };
}

function portId(node: string, side: 'in' | 'out', name: string): string {
  return `${node} ${side} ${name}`;
}

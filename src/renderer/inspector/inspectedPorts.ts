import type { Analysis } from '../../engine/graph/analyse.ts';
import { resolveNode } from '../../engine/graph/nodes.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { Shape } from '../../engine/nn/shape.ts';
import type { GraphNode, Wire } from '../../shared/document.ts';

/** A port of a node as the inspector lists it. */
export interface InspectedPort {
  readonly name: string;
  /** What comes in or goes out per image; undefined where nobody knows. */
  readonly shape: Shape | undefined;
  /** The nodes at the other ends of its wires, each once. */
  readonly others: readonly string[];
}

/** The ports of a node; those that only its wires know come last. A node of an unknown module has no others. */
export function nodePorts(
  node: Pick<GraphNode, 'id' | 'type' | 'params'>,
  wires: readonly Wire[],
  shaped: Analysis['shaped'],
): { readonly incoming: readonly InspectedPort[]; readonly outgoing: readonly InspectedPort[] } {
  const { id } = node;
  const resolved = resolveNode(node, modules).node;
  const ends = wires.filter(({ to }) => to.node === id);
  const starts = wires.filter(({ from }) => from.node === id);
  // What a wire brings is known before the node's own shapes are: where it does not fit, that is what helps.
  const brought = (port: string) => {
    const wire = ends.find(({ to }) => to.port === port);
    return wire && outputShape(shaped, wire.from);
  };
  return {
    incoming: unique([...(resolved?.inputs ?? []), ...ends.map(({ to }) => to.port)]).map((name) => ({
      name,
      shape: brought(name),
      others: unique(ends.filter(({ to }) => to.port === name).map(({ from }) => from.node)),
    })),
    outgoing: unique([...(resolved?.outputs ?? []), ...starts.map(({ from }) => from.port)]).map((name) => ({
      name,
      shape: outputShape(shaped, { node: id, port: name }),
      others: unique(starts.filter(({ from }) => from.port === name).map(({ to }) => to.node)),
    })),
  };
}

/** The shape at an output port; undefined where it is not known. */
export function outputShape(
  shaped: Analysis['shaped'],
  { node, port }: { readonly node: string; readonly port: string },
): Shape | undefined {
  const found = shaped.get(node);
  return found?.outputShapes[found.outputs.indexOf(port)];
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

import { type ResolvedNode, resolveNode } from '../../engine/graph/nodes.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { GraphNode } from '../../shared/document.ts';
import type { Wiring } from './wiring.ts';

/** A node's ports by name; `stray` ones are named by wires only, the module does not have them. */
export interface NodePorts {
  /** Null where the module is unknown: all its ports are then what its wires say. */
  readonly resolved: ResolvedNode | null;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly stray: ReadonlySet<string>;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Most ports drawn at one side of a node that its module does not have, or that nobody knows the module of. */
const MOST_STRAY = 8;
const MOST_UNKNOWN = 64;

/**
 * The ports to draw at a node. A wire that a file draws to a port that is not there gets a port all the same: what
 * cannot be seen cannot be taken away. Of very many the first are drawn, then those that follow.
 */
export function nodePorts(node: GraphNode, wiring: Wiring): NodePorts {
  const resolved = resolveNode(node, modules).node;
  const wiredInputs = wiring.incoming.get(node.id)?.map(({ to }) => to.port) ?? [];
  const wiredOutputs = wiring.outgoing.get(node.id)?.map(({ from }) => from.port) ?? [];
  if (resolved === null) {
    const inputs = distinct(wiredInputs).slice(0, MOST_UNKNOWN);
    const outputs = distinct(wiredOutputs).slice(0, MOST_UNKNOWN);
    return { resolved, inputs, outputs, stray: NOTHING };
  }
  const strayInputs = distinct(wiredInputs.filter((port) => !resolved.inputs.includes(port))).slice(
    0,
    MOST_STRAY,
  );
  const strayOutputs = distinct(wiredOutputs.filter((port) => !resolved.outputs.includes(port))).slice(
    0,
    MOST_STRAY,
  );
  if (strayInputs.length + strayOutputs.length === 0) {
    return { resolved, inputs: resolved.inputs, outputs: resolved.outputs, stray: NOTHING };
  }
  return {
    resolved,
    inputs: [...resolved.inputs, ...strayInputs],
    outputs: [...resolved.outputs, ...strayOutputs],
    stray: new Set([...strayInputs, ...strayOutputs]),
  };
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}

import type { GraphDocument, Wire } from '../../shared/document.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Registry } from '../nn/registry.ts';
import { nodeProblem, type ResolvedNode, resolveNode } from './nodes.ts';

/** The graph's structure: nodes by id in the file's order, and the wire at each input port. */
export interface Structure {
  readonly nodes: ReadonlyMap<string, ResolvedNode>;
  /** Wire into each port, keyed by `portKey`. */
  readonly incoming: ReadonlyMap<string, Wire>;
}

/** One string for a port, to key Maps with. */
export function portKey(node: string, port: string): string {
  return `${node}:${port}`;
}

/** Checks nodes and wires one by one: known modules, parameters in range, ports that exist, one wire an input. */
export function validate(
  document: GraphDocument,
  registry: Registry,
): { structure: Structure; problems: Problem[] } {
  const problems: Problem[] = [];
  const nodes = new Map<string, ResolvedNode>();
  const ids = new Set<string>();
  for (const node of document.nodes) {
    if (ids.has(node.id)) {
      problems.push({
        code: 'duplicate-id',
        message: `node ${node.id}: two nodes have this id, expected each id once`,
        node: node.id,
      });
      continue;
    }
    ids.add(node.id);
    const resolved = resolveNode(node, registry);
    problems.push(...resolved.problems);
    if (resolved.node) nodes.set(node.id, resolved.node);
  }
  const incoming = new Map<string, Wire>();
  for (const wire of document.wires) {
    const problem = wireProblem(wire, ids, nodes, incoming);
    if (problem) problems.push(problem);
    else incoming.set(portKey(wire.to.node, wire.to.port), wire);
  }
  for (const node of nodes.values()) {
    for (const port of node.inputs) {
      if (incoming.has(portKey(node.id, port))) continue;
      problems.push(
        nodeProblem(node, 'missing-wire', `input port ${port} has no wire, expected one`, { port }),
      );
    }
  }
  problems.push(...inputProblems(nodes));
  return { structure: { nodes, incoming }, problems };
}

function wireProblem(
  wire: Wire,
  ids: ReadonlySet<string>,
  nodes: ReadonlyMap<string, ResolvedNode>,
  incoming: ReadonlyMap<string, Wire>,
): Problem | null {
  const name = `wire ${wire.from.node}.${wire.from.port} -> ${wire.to.node}.${wire.to.port}`;
  for (const [end, other] of [
    [wire.from, wire.to],
    [wire.to, wire.from],
  ]) {
    if (ids.has(end.node)) continue;
    const message = `${name}: there is no node ${end.node}`;
    return { code: 'unknown-node', message, ...(ids.has(other.node) && { node: other.node }) };
  }
  const from = nodes.get(wire.from.node);
  const to = nodes.get(wire.to.node);
  if (from && !from.outputs.includes(wire.from.port)) {
    return nodeProblem(
      from,
      'unknown-port',
      `${name}: there is no output port ${wire.from.port}, expected ${from.outputs.join(', ')}`,
    );
  }
  if (to && !to.inputs.includes(wire.to.port)) {
    const ports = to.inputs.length > 0 ? `expected ${to.inputs.join(', ')}` : 'it takes no wire';
    return nodeProblem(to, 'unknown-port', `${name}: there is no input port ${wire.to.port}, ${ports}`);
  }
  const taken = incoming.get(portKey(wire.to.node, wire.to.port));
  if (taken && to) {
    return nodeProblem(
      to,
      'second-wire',
      `input port ${wire.to.port} has wires from ${taken.from.node} and ${wire.from.node}, expected one`,
      { port: wire.to.port },
    );
  }
  return null;
}

/** A graph has one Input: the images enter there. */
function inputProblems(nodes: ReadonlyMap<string, ResolvedNode>): Problem[] {
  const inputs = [...nodes.values()].filter((node) => node.definition.category === 'Input');
  if (inputs.length === 0) {
    return [{ code: 'no-input', message: 'no inputs are not supported: found no Input node, expected one' }];
  }
  return inputs
    .slice(1)
    .map((node) =>
      nodeProblem(node, 'second-input', `found a second Input beside ${inputs[0].id}, expected one`),
    );
}

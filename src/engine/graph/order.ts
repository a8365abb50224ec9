import type { Problem } from '../../shared/problem.ts';
import { nodeProblem, type ResolvedNode } from './nodes.ts';
import { portKey, type Structure } from './validate.ts';

/** Nodes before their consumers, in the file's order where that leaves a choice; and the one the network ends in. */
export interface Order {
  readonly nodes: readonly ResolvedNode[];
  readonly output: ResolvedNode | null;
}

/** The nodes that feed each node, by port. */
function sources(structure: Structure, node: ResolvedNode): ResolvedNode[] {
  return node.inputs.flatMap((port) => {
    const wire = structure.incoming.get(portKey(node.id, port));
    const source = wire && structure.nodes.get(wire.from.node);
    return source ? [source] : [];
  });
}

/** Sorts the graph; Problems are cycles (in Torch's words) and nodes that lead nowhere. */
export function order(structure: Structure): { order: Order; problems: Problem[] } {
  const nodes = [...structure.nodes.values()];
  const place = new Map(nodes.map((node, index) => [node.id, index]));
  const waiting = new Map<string, number>();
  const consumers = new Map<string, ResolvedNode[]>();
  for (const node of nodes) {
    const feeding = sources(structure, node);
    waiting.set(node.id, feeding.length);
    for (const source of feeding) consumers.set(source.id, [...(consumers.get(source.id) ?? []), node]);
  }
  const sorted: ResolvedNode[] = [];
  const depth = new Map<string, number>();
  // Places in the file, the next one last.
  const ready = nodes.flatMap((node, index) => (waiting.get(node.id) === 0 ? [index] : [])).reverse();
  for (let index = ready.pop(); index !== undefined; index = ready.pop()) {
    const node = nodes[index];
    sorted.push(node);
    depth.set(
      node.id,
      Math.max(0, ...sources(structure, node).map((source) => (depth.get(source.id) ?? 0) + 1)),
    );
    for (const consumer of consumers.get(node.id) ?? []) {
      const left = (waiting.get(consumer.id) ?? 0) - 1;
      waiting.set(consumer.id, left);
      if (left === 0) insert(ready, place.get(consumer.id) as number);
    }
  }
  if (sorted.length < structure.nodes.size) {
    return {
      order: { nodes: sorted, output: null },
      problems: [cycleProblem(structure, new Set(sorted.map(({ id }) => id)))],
    };
  }
  return ending(structure, sorted, depth);
}

/** Puts a number into a descending list. */
function insert(descending: number[], number: number): void {
  const at = descending.findIndex((other) => other < number);
  descending.splice(at === -1 ? descending.length : at, 0, number);
}

/**
 * The output is the node without consumer that lies deepest; any other without one is dangling. A wire to a node of
 * an unknown module counts: that node has its own Problem.
 */
function ending(
  structure: Structure,
  sorted: readonly ResolvedNode[],
  depth: ReadonlyMap<string, number>,
): { order: Order; problems: Problem[] } {
  const fed = new Set([...structure.incoming.values()].map((wire) => wire.from.node));
  const ends = sorted.filter((node) => !fed.has(node.id));
  const output = ends.reduce<ResolvedNode | null>(
    (deepest, node) =>
      deepest === null || (depth.get(node.id) ?? 0) > (depth.get(deepest.id) ?? 0) ? node : deepest,
    null,
  );
  const problems = ends
    .filter((node) => node !== output)
    .map((node) =>
      nodeProblem(
        node,
        'dangling',
        `does not connect to gmodule output: found no wire from it, expected its output to lead to ${output?.id}`,
      ),
    );
  return { order: { nodes: sorted, output }, problems };
}

function cycleProblem(structure: Structure, sorted: ReadonlySet<string>): Problem {
  let node = [...structure.nodes.values()].find(({ id }) => !sorted.has(id)) as ResolvedNode;
  const path: ResolvedNode[] = [];
  // Walking from consumer to source inside the unsorted rest must meet a node again.
  while (!path.includes(node)) {
    path.push(node);
    node = sources(structure, node).find(({ id }) => !sorted.has(id)) as ResolvedNode;
  }
  const cycle = [node, ...path.slice(path.indexOf(node) + 1).reverse(), node].map(({ id }) => id);
  return { code: 'cycle', message: `Graph has cycles: ${cycle.join(' -> ')}`, node: node.id };
}

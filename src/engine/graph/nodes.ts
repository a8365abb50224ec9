import type { GraphNode } from '../../shared/document.ts';
import type { Mend, Problem } from '../../shared/problem.ts';
import type { ModuleDefinition } from '../nn/module.ts';
import { type ParamsOf, resolveParams } from '../nn/params.ts';
import type { Registry } from '../nn/registry.ts';

/** A node whose module is known, its parameters checked and its ports named. */
export interface ResolvedNode {
  readonly id: string;
  readonly definition: ModuleDefinition;
  readonly params: ParamsOf<ModuleDefinition['params']>;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Makes a Problem of a node: the sentence starts with its id and type, and its mends are for that node. */
export function nodeProblem(
  node: GraphNode | ResolvedNode,
  code: string,
  message: string,
  where: Partial<Problem> = {},
): Problem {
  const type = 'definition' in node ? node.definition.type : node.type;
  const mends = where.mends?.map((mend) => ownMend(mend, node.id));
  return {
    code,
    message: `${node.id} (${type}): ${message}`,
    node: node.id,
    ...where,
    ...(mends && { mends }),
  };
}

/** A module does not know its node: the blank node of a mend's change becomes this one. */
function ownMend(mend: Mend, id: string): Mend {
  const { change } = mend;
  if (change.kind === 'setParam') return { ...mend, change: { ...change, node: id } };
  if (change.kind === 'insertNode')
    return { ...mend, change: { ...change, before: { ...change.before, node: id } } };
  return { ...mend, change: { ...change, to: { ...change.to, node: id } } };
}

/** Looks a node's module up and checks its parameters. A node of an unknown module stays in the file and gives a Problem. */
export function resolveNode(
  node: GraphNode,
  registry: Registry,
): { readonly node: ResolvedNode | null; readonly problems: readonly Problem[] } {
  const definition = registry.get(node.type);
  if (!definition) {
    const near = nearest(node.type, [...registry.keys()]);
    const hint = near ? `; did you mean ${near}?` : '; signalbox modules lists those there are';
    const message = `node ${node.id}: unknown module "${node.type}"${hint}`;
    return { node: null, problems: [{ code: 'unknown-module', message, node: node.id }] };
  }
  const { params, faults } = resolveParams(definition.params, node.params);
  const problems = faults.map(({ param, message }) => nodeProblem(node, 'param-range', message, { param }));
  const resolved = {
    id: node.id,
    definition,
    params,
    inputs: definition.inputs(params),
    outputs: definition.outputs,
  };
  return { node: resolved, problems };
}

/** The known name at most two edits away, if there is one. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const scored = known.map((candidate) => ({
    candidate,
    distance: editDistance(name.toLowerCase(), candidate.toLowerCase()),
  }));
  scored.sort((a, b) => a.distance - b.distance);
  return scored[0] && scored[0].distance <= 2 ? scored[0].candidate : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}

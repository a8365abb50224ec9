import type { GraphDocument } from '../../shared/document.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Registry } from '../nn/registry.ts';
import { infer, type ShapedNode } from './infer.ts';
import { order } from './order.ts';
import { validate } from './validate.ts';

/** A graph without a fault, ready to be lowered: nodes before their consumers. */
export interface Graph {
  readonly nodes: readonly ShapedNode[];
  readonly input: ShapedNode;
  readonly output: ShapedNode;
}

export interface Analysis {
  /** Null where there is a Problem. */
  readonly graph: Graph | null;
  /** What is known of each node even where others are at fault. */
  readonly shaped: ReadonlyMap<string, ShapedNode>;
  readonly problems: readonly Problem[];
}

/** Validates, orders and infers: the one judgement of a graph, for the canvas, the Train button and `signalbox check`. */
export function analyse(document: GraphDocument, registry: Registry): Analysis {
  const validated = validate(document, registry);
  const ordered = order(validated.structure);
  const inferred = infer(validated.structure, ordered.order);
  const problems = [...validated.problems, ...ordered.problems, ...inferred.problems];
  const { output } = ordered.order;
  const nodes = [...inferred.nodes.values()];
  const input = nodes.find((node) => node.definition.category === 'Input');
  const end = output && inferred.nodes.get(output.id);
  if (problems.length > 0 || !input || !end) return { graph: null, shaped: inferred.nodes, problems };
  return { graph: { nodes, input, output: end }, shaped: inferred.nodes, problems };
}

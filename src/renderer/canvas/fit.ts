import type { Analysis } from '../../engine/graph/analyse.ts';
import { nodeProblem, resolveNode } from '../../engine/graph/nodes.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { Shape } from '../../engine/nn/shape.ts';
import type { GraphDocument, Wire } from '../../shared/document.ts';
import type { Problem } from '../../shared/problem.ts';
import { shapeFrom } from './nodeView.ts';
import { wiringOf } from './wiring.ts';

/**
 * What the module at a wire's end will say of the shape that the wire brings; null where it takes it, or where that
 * cannot be known yet. The wire need not be drawn.
 */
export function shapeFault(
  document: GraphDocument,
  shaped: Analysis['shaped'],
  { from, to }: Wire,
): Problem | null {
  const target = document.nodes.find(({ id }) => id === to.node);
  const resolved = target && resolveNode(target, modules).node;
  if (!resolved) return null;
  const sources = new Map(
    wiringOf(document.wires)
      .incoming.get(to.node)
      ?.map((wire) => [wire.to.port, wire.from]),
  );
  sources.set(to.port, from);
  const inputs: Shape[] = [];
  for (const port of resolved.inputs) {
    const shape = shapeFrom(sources.get(port), shaped);
    if (shape === undefined) return null;
    inputs.push(shape);
  }
  const { definition, params } = resolved;
  const problem = (code: string, message: string, where?: Partial<Problem>) =>
    nodeProblem(resolved, code, message, where);
  const inference = definition.infer({ params, inputs, problem });
  return 'code' in inference ? inference : null;
}

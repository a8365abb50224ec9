import type { Problem } from '../../shared/problem.ts';
import type { Shape } from '../nn/shape.ts';
import { nodeProblem, type ResolvedNode } from './nodes.ts';
import type { Order } from './order.ts';
import { portKey, type Structure } from './validate.ts';

/** A node whose shapes are known; blank sizes in its parameters are filled in. */
export interface ShapedNode extends ResolvedNode {
  readonly inputShapes: readonly Shape[];
  readonly outputShapes: readonly Shape[];
  /** Node and output port that feed each input port. */
  readonly sources: readonly { readonly node: string; readonly port: string }[];
}

/** Largest number of elements of one tensor per image: beyond it no device could hold a batch. */
const LARGEST_TENSOR = 2 ** 31 - 1;

/** Shapes from the Input on, node by node in order. A node that cannot be judged (its input is unknown) is left out. */
export function infer(
  structure: Structure,
  order: Order,
): { nodes: Map<string, ShapedNode>; problems: Problem[] } {
  const shaped = new Map<string, ShapedNode>();
  const problems: Problem[] = [];
  for (const node of order.nodes) {
    const result = inferNode(structure, node, shaped);
    if (result === null) continue;
    if ('code' in result) problems.push(result);
    else shaped.set(node.id, result);
  }
  return { nodes: shaped, problems };
}

/** One node: null where an input is unknown, a Problem where the module refuses it. */
function inferNode(
  structure: Structure,
  node: ResolvedNode,
  shaped: ReadonlyMap<string, ShapedNode>,
): ShapedNode | Problem | null {
  const inputShapes: Shape[] = [];
  const sources: { node: string; port: string }[] = [];
  for (const port of node.inputs) {
    const wire = structure.incoming.get(portKey(node.id, port));
    const source = wire && shaped.get(wire.from.node);
    if (!source) return null;
    sources.push(wire.from);
    inputShapes.push(source.outputShapes[source.outputs.indexOf(wire.from.port)]);
  }
  const problem = (code: string, message: string, where?: Partial<Problem>) =>
    nodeProblem(node, code, message, where);
  const inference = node.definition.infer({ params: node.params, inputs: inputShapes, problem });
  if ('code' in inference) return inference;
  for (const shape of inference.outputs) {
    if (shape.reduce((product, size) => product * size, 1) <= LARGEST_TENSOR) continue;
    return problem(
      'too-large',
      `the output has ${shape.join('x')} elements per image, expected at most ${LARGEST_TENSOR}`,
    );
  }
  const params = { ...node.params, ...inference.params } as ShapedNode['params'];
  return { ...node, params, inputShapes, outputShapes: inference.outputs, sources };
}

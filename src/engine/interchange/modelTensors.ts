import { fail } from '../../shared/problem.ts';
import type { Graph } from '../graph/analyse.ts';
import { formatShape } from '../nn/shape.ts';
import type { NamedTensor, Tensor } from '../tensor.ts';

/**
 * The tensors of a model in the order of PyTorch's state_dict: by node, learnable ones before statistics. Others in
 * `tensors` (a checkpoint's optimiser state) are left out. Throws ProblemError where one is missing or has another
 * shape than the graph says.
 */
export function selectModelTensors(graph: Graph, tensors: ReadonlyMap<string, Tensor>): NamedTensor[] {
  return graph.nodes.flatMap(({ id, definition, params }) => {
    const declared = [...(definition.parameters?.(params) ?? []), ...(definition.statistics?.(params) ?? [])];
    return declared.map(({ name, shape }) => {
      const fullName = `${id}.${name}`;
      const tensor = tensors.get(fullName);
      if (!tensor) {
        fail('missing-tensor', `tensor ${fullName} is missing, expected ${formatShape(shape)}`, { node: id });
      }
      if (formatShape(tensor.shape) !== formatShape(shape)) {
        const message = `tensor ${fullName} is ${formatShape(tensor.shape)}, expected ${formatShape(shape)}`;
        fail('shape-mismatch', message, { node: id });
      }
      return { name: fullName, shape, data: tensor.data };
    });
  });
}

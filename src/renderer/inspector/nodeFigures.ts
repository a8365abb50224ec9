import type { ShapedNode } from '../../engine/graph/infer.ts';
import type { TensorDeclaration } from '../../engine/nn/module.ts';
import { elements } from '../../engine/nn/shape.ts';

/** All values are float32. */
export const BYTES_PER_VALUE = 4;

/** What a node costs, as far as its declaration tells. */
export interface NodeFigures {
  /** Learnable parameters by tensor, in Torch's order. */
  readonly tensors: readonly TensorDeclaration[];
  /** Numbers in them. */
  readonly parameters: number;
  /** Running statistics: kept, not learned. */
  readonly statistics: number;
  /** Numbers at the output ports, per image. */
  readonly outputs: number;
  /** Multiplications with a weight, each with its addition, per image forward; null where there are none. */
  readonly multiplyAdds: number | null;
}

/** The figures of a node whose shapes are known. */
export function nodeFigures({ definition, params, outputShapes }: ShapedNode): NodeFigures {
  const tensors = definition.parameters?.(params) ?? [];
  const statistics = definition.statistics?.(params) ?? [];
  return {
    tensors,
    parameters: count(tensors),
    statistics: count(statistics),
    outputs: outputShapes.reduce((sum, shape) => sum + elements(shape), 0),
    multiplyAdds: multiplyAdds(tensors, outputShapes),
  };
}

function count(tensors: readonly TensorDeclaration[]): number {
  return tensors.reduce((sum, { shape }) => sum + elements(shape), 0);
}

/**
 * A weight whose first dimension counts output planes is used whole at each place of a plane: once in Linear, at
 * every pixel in a convolution. A weight of one dimension scales, which costs next to nothing.
 */
function multiplyAdds(
  tensors: readonly TensorDeclaration[],
  outputShapes: ShapedNode['outputShapes'],
): number | null {
  const weight = tensors.find(({ name }) => name === 'weight');
  const [output] = outputShapes;
  if (!weight || weight.shape.length < 2 || !output || output[0] !== weight.shape[0]) return null;
  return elements(weight.shape) * elements(output.slice(1));
}

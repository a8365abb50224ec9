import type { GraphBuilder, TensorName } from '../../../interchange/savedModel/graphBuilder.ts';
import type { Shape } from '../../../nn/shape.ts';
import { storedShape, toStored } from '../layout.ts';
import { reshape, transpose } from './arithmetic.ts';

/** A float32 batch in Torch's order, [n, ...shape], brought to how it lies in TensorFlow (layout.ts). */
export function inStoredOrder(graph: GraphBuilder, x: TensorName, shape: Shape): TensorName {
  const permutation = toStored(shape);
  if (permutation !== null) return transpose(graph, x, permutation);
  // With one channel, or one position, no number moves, but the dimensions have another order.
  return shape.length < 2 ? x : reshape(graph, x, [-1, ...storedShape(shape)]);
}

import type { Graph } from '../graph/analyse.ts';
import { createBuilder } from './builder.ts';
import { fuse } from './fuse.ts';
import { lower } from './lower.ts';
import type { Operation, TensorSlot, Value, ValueId } from './program.ts';
import type { Target } from './target.ts';
import { addTensors } from './tensors.ts';

/** A network in evaluate mode alone: no criterion, no gradients, nothing that is planned for a batch of some size. */
export interface Inference {
  readonly values: readonly Value[];
  /** From the input to the scores, in order. */
  readonly operations: readonly Operation[];
  readonly input: ValueId;
  readonly scores: ValueId;
  /** Every learnable tensor and running statistic. */
  readonly tensors: readonly TensorSlot[];
}

/** Lowers and fuses what `evaluate` does up to the scores, for a target that plans its own memory. */
export function compileInference(graph: Graph, target: Target): Inference {
  const values: Value[] = [];
  const largest = Number.POSITIVE_INFINITY;
  const tensors = addTensors(graph, values, { stateNames: [], largest, isAveraged: false });
  const shape = graph.input.outputShapes[0];
  const input =
    values.push({ name: graph.input.id, kind: 'batch', type: 'float32', shape, role: 'input' }) - 1;
  const builder = createBuilder(values);
  const scores = lower({ builder, graph, tensor: tensors.value, input, training: false });
  return {
    values,
    operations: fuse(builder.operations, values, target, new Set([scores])),
    input,
    scores,
    tensors: [...tensors.parameters, ...tensors.statistics],
  };
}

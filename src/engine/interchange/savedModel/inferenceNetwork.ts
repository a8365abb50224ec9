import { ProblemError } from '../../../shared/problem.ts';
import { compileInference, type Inference } from '../../compiler/inference.ts';
import type { ValueId } from '../../compiler/program.ts';
import { element, FLOAT } from '../../devices/tensorflow/emit/arithmetic.ts';
import { emitOperations } from '../../devices/tensorflow/emit/emitOperations.ts';
import { storedWeightShape, storeWeight } from '../../devices/tensorflow/layout.ts';
import { tensorflowTarget } from '../../devices/tensorflow/target.ts';
import type { Graph } from '../../graph/analyse.ts';
import { nodeProblem } from '../../graph/nodes.ts';
import { elements } from '../../nn/shape.ts';
import type { NamedTensor } from '../../tensor.ts';
import { sizesOf } from './calculate.ts';
import type { GraphBuilder, TensorName } from './graphBuilder.ts';

/** Writes a network in evaluate mode into a graph, as often as it is asked for; all share the weights. */
export interface NetworkWriter {
  /**
   * Adds the network's operations, called `scope/conv1/…`, on prepared images as they lie in TensorFlow (layout.ts:
   * [batch, height, width, channels], or [batch, features]); returns its scores.
   */
  write(scope: string, input: TensorName): TensorName;
}

/**
 * A network with its weights as constants called `conv1.weight`, those of convolutions [kH, kW, in, out]. Throws
 * ProblemError `no-savedmodel` where a module draws random numbers in evaluate mode.
 */
export function createNetworkWriter(
  graph: GraphBuilder,
  network: Graph,
  tensors: readonly NamedTensor[],
): NetworkWriter {
  const inference = compileInference(network, tensorflowTarget);
  refuseRandomness(network, inference);
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const weights = new Map<ValueId, TensorName>();
  for (const { name, value } of inference.tensors) {
    weights.set(value, weightConstant(graph, byName.get(name) as NamedTensor));
  }
  return {
    write: (scope, input) => {
      const made = emitOperations(graph, inference, inference.operations, {
        ...NOTHING_TRAINED,
        name: scope,
        single: false,
        bring: (id) => (id === inference.input ? input : known(weights, id)),
        size: () => element(graph, sizesOf(graph, input, 'float'), 0, 'int32'),
      });
      const scores = made.get(inference.scores) ?? input;
      // What is fed is not fetched as it is: a network that does nothing still has an operation of its own.
      const own = scores === input ? graph.add('Identity', [input], FLOAT) : scores;
      graph.within('');
      return own;
    },
  };
}

/** What only training asks for. */
const NOTHING_TRAINED = {
  read: trainingOnly,
  update: trainingOnly,
  slots: trainingOnly,
  tell: trainingOnly,
  blend: trainingOnly,
  follow: trainingOnly,
  position: trainingOnly,
};

function trainingOnly(): never {
  throw new Error('an operation of evaluate mode asks for what only training has');
}

function known(weights: ReadonlyMap<ValueId, TensorName>, id: ValueId): TensorName {
  const found = weights.get(id);
  if (found === undefined) throw new Error(`value ${id} is neither the input nor a tensor of the model`);
  return found;
}

function refuseRandomness(network: Graph, { operations }: Inference): void {
  const random = operations.find(({ name }) => name === 'dropout');
  const node = network.nodes.find(({ id }) => id === random?.node);
  if (!node) return;
  const message =
    'parameter stochasticInference is true, expected false for a SavedModel, which cannot hold its random numbers';
  throw new ProblemError(nodeProblem(node, 'no-savedmodel', message));
}

function weightConstant(graph: GraphBuilder, { name, shape, data }: NamedTensor): TensorName {
  const lying = new Float32Array(elements(shape));
  storeWeight(shape, data, lying);
  return graph.named(name, 'float', lying, storedWeightShape(shape));
}

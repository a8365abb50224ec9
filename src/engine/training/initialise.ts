import { type ModelTensor, modelTensors } from '../compiler/tensors.ts';
import type { Graph } from '../graph/analyse.ts';
import { elements } from '../nn/shape.ts';
import { createRandom } from '../random/streams.ts';
import type { NamedTensor } from '../tensor.ts';

/** Weights and statistics as they are, or only how a seed starts with them: so little that it is sent at once. */
export type Weights = readonly NamedTensor[] | { readonly drawn: readonly ModelTensor[] };

/** A graph's weights and statistics before its first step, for whoever has the seed to draw. */
export function firstWeights(graph: Graph): Weights {
  const { parameters, statistics } = modelTensors(graph);
  return { drawn: [...parameters, ...statistics] };
}

/** The weights and statistics that a graph starts with. */
export function initialTensors(graph: Graph, seed: number): readonly NamedTensor[] {
  return drawWeights(firstWeights(graph), seed);
}

/**
 * Weights as they are: each node draws its tensors one after the other from its own random stream, in float64, rounded
 * to float32. Independent of the device.
 */
export function drawWeights(weights: Weights, seed: number): readonly NamedTensor[] {
  if (!('drawn' in weights)) return weights;
  const random = createRandom(seed, 'weights');
  let node = -1;
  return weights.drawn.map(({ name, shape, initialisation, nodeIndex }) => {
    const data = new Float32Array(elements(shape));
    if (initialisation.kind === 'constant') return { name, shape, data: data.fill(initialisation.value) };
    if (nodeIndex !== node) random.reset(nodeIndex, 0, 0);
    node = nodeIndex;
    const { low, high } = initialisation;
    for (let i = 0; i < data.length; i++) data[i] = low + (high - low) * random.nextUniform();
    return { name, shape, data };
  });
}

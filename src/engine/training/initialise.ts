import { modelTensors } from '../compiler/tensors.ts';
import type { Graph } from '../graph/analyse.ts';
import { elements } from '../nn/shape.ts';
import { createRandom } from '../random/streams.ts';
import type { NamedTensor } from '../tensor.ts';

/**
 * The weights and statistics a seed starts with: each node draws its tensors one after the other from its own
 * random stream, in float64, rounded to float32. Independent of the device.
 */
export function initialTensors(graph: Graph, seed: number): NamedTensor[] {
  const { parameters, statistics } = modelTensors(graph);
  const random = createRandom(seed, 'weights');
  let node = -1;
  return [...parameters, ...statistics].map(({ name, shape, initialisation, nodeIndex }) => {
    const data = new Float32Array(elements(shape));
    if (initialisation.kind === 'constant') return { name, shape, data: data.fill(initialisation.value) };
    if (nodeIndex !== node) random.reset(nodeIndex, 0, 0);
    node = nodeIndex;
    const { low, high } = initialisation;
    for (let i = 0; i < data.length; i++) data[i] = low + (high - low) * random.nextUniform();
    return { name, shape, data };
  });
}

import vggSmall from '../../../resources/graphs/vgg-small.json';
import type { GraphDocument } from '../../shared/document.ts';
import { parseDocument } from '../../shared/documentFile.ts';
import { modelTensors } from '../compiler/tensors.ts';
import { elements } from '../nn/shape.ts';
import type { TrajectoryGolden } from './goldens.ts';
import { type Network, type NetworkBatch, type NetworkData, resolveNetwork } from './network.ts';

/** tools/goldens' rule: number i lies (i * 7919 + k * 104729) mod 1009 of 1008 parts of the way from low to high. */
export function spread(count: number, k: number, low: number, high: number): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, i) => low + ((high - low) * ((i * 7919 + k * 104729) % 1009)) / 1008,
  );
}

/** The tutorial's network for images of 12x12, dropout off. */
export function smallTutorial(golden: TrajectoryGolden): Network {
  const document = parseDocument(vggSmall, 'vgg-small.json');
  const changes: Record<string, Record<string, unknown>> = {
    Input: { size: [3, 12, 12] },
    View: { size: [-1] },
    Dropout: { p: 0 },
  };
  const nodes = document.nodes.map((node): GraphDocument['nodes'][number] => ({
    ...node,
    params: { ...node.params, ...changes[node.type] },
  }));
  return resolveNetwork({
    ...document,
    nodes,
    training: { ...document.training, optimiser: golden.optimiser },
  });
}

/** Initial tensors and the images of each step, as tools/goldens/trajectories.py has them. */
export function trajectoryData({ graph }: Network, { images, steps }: TrajectoryGolden): NetworkData {
  const { parameters, statistics } = modelTensors(graph);
  return {
    capacity: images,
    parameters: parameters.map(({ name, shape, initialisation }, i) => {
      const count = elements(shape);
      if (initialisation.kind === 'uniform' && initialisation.low < 0) {
        return spread(count, i + 1, initialisation.low, initialisation.high);
      }
      return name.endsWith('.weight') ? spread(count, i + 1, 0.2, 1.2) : spread(count, i + 1, -0.3, 0.3);
    }),
    statistics: statistics.map(({ name, shape }) =>
      new Float64Array(elements(shape)).fill(name.endsWith('running_var') ? 1 : 0),
    ),
    batches: steps.map(
      (_, calls): NetworkBatch => ({
        n: images,
        images: spread(images * elements(graph.input.outputShapes[0]), 50 + calls, -1.6, 1.9),
        labels: Int32Array.from({ length: images }, (_, i) => (i * 29 + 5 + calls) % 43),
      }),
    ),
  };
}

/** What a golden file keeps of a tensor: sum over the root of the count, norm, numbers at 0, 1/3, 2/3 and the end. */
export function summary(tensor: Float64Array): number[] {
  const last = tensor.length - 1;
  const some = [0, Math.floor(last / 3), Math.floor((2 * last) / 3), last].map((i) => tensor[i]);
  const sum = tensor.reduce((total, number) => total + number, 0);
  const squares = tensor.reduce((total, number) => total + number ** 2, 0);
  return [sum / Math.sqrt(tensor.length), Math.sqrt(squares), ...some];
}

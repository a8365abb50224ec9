import type { GraphDocument, GraphNode, TrainingSettings } from '../../shared/document.ts';
import { modelTensors } from '../compiler/tensors.ts';
import { analyse, type Graph } from '../graph/analyse.ts';
import { modules } from '../nn/registry.ts';
import { elements } from '../nn/shape.ts';
import { type ResolvedTraining, resolveTraining } from '../training/settings.ts';
import { initialNumbers, lopsided, someLabels } from './numbers.ts';

/** A whole network with its criterion and optimiser. */
export interface Network {
  readonly graph: Graph;
  readonly training: ResolvedTraining;
}

/** Analyses a document; throws with its first Problem. */
export function resolveNetwork(document: GraphDocument): Network {
  const { graph, problems } = analyse(document, modules);
  const resolved = resolveTraining(document.training, graph);
  const problem = problems[0] ?? resolved.problems[0];
  if (problem) throw new Error(problem.message);
  return { graph: graph as Graph, training: resolved.training as ResolvedTraining };
}

/** A node of `describeNetwork`: id, type, parameters, and the nodes that feed its ports (the one before it if none is named). */
export type NodeWords = readonly [id: string, type: string, params?: GraphNode['params'], ...from: string[]];

/** Writes a document from few words. */
export function describeNetwork(
  nodes: readonly NodeWords[],
  training: Partial<TrainingSettings> = {},
): GraphDocument {
  const wires = nodes.flatMap(([id, type, , ...from], i) => {
    const sources = type === 'Input' ? [] : from.length > 0 ? from : [nodes[i - 1][0]];
    return sources.map((source, port) => ({
      from: { node: source, port: 'output' },
      to: { node: id, port: sources.length === 1 ? 'input' : `input${port + 1}` },
    }));
  });
  return {
    version: 1,
    nodes: nodes.map(([id, type, params = {}]) => ({ id, type, params })),
    wires,
    training: {
      criterion: { type: 'ClassNLLCriterion', params: {} },
      optimiser: { type: 'sgd', params: { learningRate: 0.07 } },
      schedule: { type: 'constant', params: {} },
      augmentation: 'none',
      epochs: 1,
      batchSize: 4,
      balance: 0,
      averaging: null,
      ...training,
    },
  };
}

/** One batch: images and 0-based classes. */
export interface NetworkBatch {
  readonly n: number;
  readonly images: Float64Array;
  readonly labels: Int32Array;
}

/** What a network is trained on: its tensors at first, and a batch for each step. */
export interface NetworkData {
  readonly capacity: number;
  readonly parameters: readonly Float64Array[];
  readonly statistics: readonly Float64Array[];
  readonly batches: readonly NetworkBatch[];
}

/** Lopsided tensors, and a batch of each of the given sizes; images are rounded to whole numbers where `tied`. */
export function networkData(
  { graph }: Network,
  sizes: readonly number[],
  seed: number,
  tied = false,
): NetworkData {
  const { parameters, statistics } = modelTensors(graph);
  const image = elements(graph.input.outputShapes[0]);
  const [classes] = graph.output.outputShapes[0];
  return {
    capacity: Math.max(...sizes),
    parameters: parameters.map((tensor, i) => initialNumbers(tensor, seed + i, -0.71)),
    statistics: statistics.map((tensor, i) => initialNumbers(tensor, seed + 500 + i, -0.37)),
    batches: sizes.map((n, i) => {
      const images = lopsided(n * image, seed + 1000 + i);
      const labels = someLabels(n, seed + 2000 + i, classes);
      return { n, images: tied ? images.map(Math.round) : images, labels };
    }),
  };
}

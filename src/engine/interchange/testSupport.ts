// What the tests of the exports share; nothing of the program imports it.
import { DOCUMENT_VERSION, type GraphDocument, type Wire } from '../../shared/document.ts';
import { type Problem, ProblemError } from '../../shared/problem.ts';
import { compile } from '../compiler/compile.ts';
import { modelTensors } from '../compiler/tensors.ts';
import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { referenceTarget } from '../devices/reference/referenceTarget.ts';
import { analyse, type Graph } from '../graph/analyse.ts';
import type { ModuleDefinition } from '../nn/module.ts';
import { resolveParams } from '../nn/params.ts';
import { modules } from '../nn/registry.ts';
import { elements } from '../nn/shape.ts';
import type { Tensor } from '../tensor.ts';
import { resolveTraining } from '../training/settings.ts';
import { exportOnnx } from './onnx/exportOnnx.ts';
import type { TrainedExport } from './trainedExport.ts';

const training: GraphDocument['training'] = {
  criterion: { type: 'MSECriterion', params: {} },
  optimiser: { type: 'sgd', params: {} },
  schedule: { type: 'constant', params: {} },
  augmentation: 'none',
  epochs: 1,
  batchSize: 3,
  balance: 0,
  averaging: null,
};

/** A wire from a node's output. */
export function wire(from: string, to: string, port = 'input'): Wire {
  return { from: { node: from, port: 'output' }, to: { node: to, port } };
}

/** A network of nodes one after the other, `id: [type, params]`. */
export function chain(
  nodes: Readonly<Record<string, readonly [string, Record<string, unknown>]>>,
): GraphDocument {
  const ids = Object.keys(nodes);
  return {
    version: DOCUMENT_VERSION,
    nodes: ids.map((id) => ({ id, type: nodes[id][0], params: nodes[id][1] })),
    wires: ids.slice(1).map((id, i) => wire(ids[i], id)),
    training,
  };
}

/**
 * A network around one sample of any module: an Input of five numbers, a Linear and a View for each port's shape,
 * the module as `node`, and a View to a vector.
 */
export function sampleDocument(
  definition: ModuleDefinition,
  { params, inputs }: ModuleDefinition['samples'][number],
): GraphDocument {
  const ports = definition.inputs(resolveParams(definition.params, { ...params }).params);
  return {
    version: DOCUMENT_VERSION,
    nodes: [
      { id: 'input', type: 'Input', params: { size: [5] } },
      ...inputs.flatMap((shape, i) => [
        { id: `linear${i}`, type: 'Linear', params: { outputSize: elements(shape) } },
        { id: `view${i}`, type: 'View', params: { size: [...shape] } },
      ]),
      { id: 'node', type: definition.type, params: { ...params } },
      { id: 'flat', type: 'View', params: { size: [-1] } },
    ],
    wires: [
      ...ports.flatMap((port, i) => [
        wire('input', `linear${i}`),
        wire(`linear${i}`, `view${i}`),
        wire(`view${i}`, 'node', port),
      ]),
      wire('node', 'flat'),
    ],
    training,
  };
}

/** The document's graph; a fault in it fails the test with its sentence. */
export function graphOf(document: GraphDocument): Graph {
  const { graph, problems } = analyse(document, modules);
  if (!graph) throw new Error(problems.map(({ message }) => message).join('\n'));
  return graph;
}

/** The Problem that something throws; anything else that it does fails the test. */
export function problemOf(act: () => unknown): Problem {
  try {
    act();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('no Problem was thrown');
}

/** Uneven numbers in (-1, 1), the same for the same start. */
export function numbers(count: number, start: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + 0.3 + start * 12.9898));
}

/** Numbers for all tensors of a graph; statistics are positive, as a variance is. */
export function tensorsOf(graph: Graph): Map<string, Tensor> {
  const { parameters, statistics } = modelTensors(graph);
  const tensors = new Map<string, Tensor>();
  for (const [i, { name, shape }] of parameters.entries()) {
    const spread = 1.3 / Math.sqrt(elements(shape.length > 1 ? shape.slice(1) : [1]));
    tensors.set(name, { shape, data: numbers(elements(shape), i).map((value) => value * spread) });
  }
  for (const [i, { name, shape }] of statistics.entries()) {
    tensors.set(name, { shape, data: numbers(elements(shape), i + 0.7).map((value) => 0.3 + value * value) });
  }
  return tensors;
}

/** The network's output for n inputs in evaluate mode, by the reference device in float64. */
export async function referenceOutput(
  document: GraphDocument,
  tensors: ReadonlyMap<string, Tensor>,
  input: Float32Array,
  n: number,
): Promise<Float64Array> {
  const graph = graphOf(document);
  const resolved = resolveTraining(document.training, graph);
  if (!resolved.training) throw new Error(resolved.problems.map(({ message }) => message).join('\n'));
  const { program } = compile(graph, resolved.training, { capacity: n, target: referenceTarget });
  const executable = await createReferenceDevice().compile(program);
  for (const { name, value } of [...program.parameters, ...program.statistics]) {
    await executable.write(value, (tensors.get(name) as Tensor).data);
  }
  await executable.write(program.input, input);
  await executable.write(program.labels, new Int32Array(n));
  await executable.run('evaluate', n, { seed: 1, epoch: 0, step: 0 });
  const output = new Float64Array(n * elements(graph.output.outputShapes[0]));
  await executable.read(program.scores.evaluate, n, output);
  return output;
}

/** A network, its numbers, and its file with a self test made by the reference device. */
export interface ExportedCase {
  readonly document: GraphDocument;
  readonly tensors: Map<string, Tensor>;
  readonly onnx: Uint8Array;
}

/** Exports a network with numbers of its own. */
export async function exportedCase(document: GraphDocument): Promise<ExportedCase> {
  const graph = graphOf(document);
  const tensors = tensorsOf(graph);
  const input = numbers(elements(graph.input.outputShapes[0]), 4);
  const output = Float32Array.from(await referenceOutput(document, tensors, input, 1));
  return {
    document,
    tensors,
    onnx: exportOnnx({ ...exportOptions(document, tensors), selfTest: { input, output } }),
  };
}

/** Everything that an export is told, with a self test of the right size. */
export function exportOptions(document: GraphDocument, tensors: ReadonlyMap<string, Tensor>): TrainedExport {
  const graph = graphOf(document);
  return {
    graph,
    tensors,
    classes: ['Stop', 'Yield', 'Ahead "only"'],
    criterion: document.training.criterion.type,
    selfTest: {
      input: numbers(elements(graph.input.outputShapes[0]), 4),
      output: numbers(elements(graph.output.outputShapes[0]), 5),
    },
    producerVersion: '0.1.0',
    graphHash: 'c0ffee',
    runId: 'run-7',
  };
}

/** A network whose weights are 2 GB, and those weights: one array of zeros that is never read stands for all layers. */
export function twoGigabytes(): {
  readonly document: GraphDocument;
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly width: number;
} {
  const width = 8192;
  const layers = Array.from(
    { length: 8 },
    (_, i) => [`linear${i}`, ['Linear', { outputSize: width, bias: false }]] as const,
  );
  const document = chain({ input: ['Input', { size: [width] }], ...Object.fromEntries(layers) });
  const weight = { shape: [width, width], data: new Float32Array(width * width) };
  return { document, tensors: new Map(layers.map(([id]) => [`${id}.weight`, weight])), width };
}

/** A network whose dropout goes on in evaluate mode, which no export can hold. */
export function stochasticNetwork(): GraphDocument {
  const drop = ['Dropout', { p: 0.3, stochasticInference: true }] as const;
  return chain({ input: ['Input', { size: [5] }], drop1: drop, linear: ['Linear', {}] });
}

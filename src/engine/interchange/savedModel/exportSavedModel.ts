import { fail, ProblemError } from '../../../shared/problem.ts';
import type { Graph } from '../../graph/analyse.ts';
import { nodeProblem } from '../../graph/nodes.ts';
import { formatShape } from '../../nn/shape.ts';
import { selectModelTensors } from '../modelTensors.ts';
import { outputName, probabilityRules } from '../outputMeaning.ts';
import { describePreprocessing } from '../preprocessing.ts';
import { selfTestTensors, type TrainedExport } from '../trainedExport.ts';
import { writeAnswers } from './answers.ts';
import {
  aboutSignature,
  exportSignatures,
  feedImages,
  liteSignature,
  preparedSignature,
  selfTestSignature,
} from './exportedSignatures.ts';
import { createGraphBuilder } from './graphBuilder.ts';
import { createNetworkWriter } from './inferenceNetwork.ts';
import { type Signature, savedModelBytes } from './savedModel.ts';

/** A protobuf message is shorter than 2 GB. */
const LARGEST_FILE = 2 ** 31 - 1;

/**
 * A trained network as the bytes of a SavedModel's one file: evaluate mode, float32, any batch, weights and class names
 * as constants (`conv1.weight`, `class_names`), no variables. It answers the signatures of exportedSignatures.ts;
 * `serving_default` prepares pictures of any size by itself. The same model gives the same bytes. Throws ProblemError
 * where a module cannot be held (`no-savedmodel`), the network does not end in a score a class (`class-count`), a
 * tensor is missing or of another shape, or the file would reach 2 GB (`too-large`).
 */
export function exportSavedModel(options: TrainedExport): Uint8Array<ArrayBuffer> {
  const { classes, criterion } = options;
  const count = classes.length;
  checkScores(options.graph, count);
  const tensors = selectModelTensors(options.graph, options.tensors);
  checkSize(tensors.reduce((sum, { data }) => sum + data.byteLength, 0));
  const preprocessing = describePreprocessing(options.graph.input);
  const rule = probabilityRules.get(criterion);
  if (rule === undefined) throw new Error(`${criterion} does not say how outputs become probabilities`);
  const output = outputName(options.graph.output.definition.type, criterion);

  const graph = createGraphBuilder();
  const network = createNetworkWriter(graph, options.graph, tensors);
  const classNames = graph.named('class_names', 'string', classes, [count]);
  const { inputs, prepared } = feedImages(graph, preprocessing);
  const scores = network.write(exportSignatures.serving, prepared);
  graph.within(exportSignatures.serving);
  const answers = writeAnswers(graph, { scores, classNames, classes: count, rule });
  graph.within('');
  const shared = { size: preprocessing.size, classes: count, output };
  const signatures: Readonly<Record<string, Signature>> = {
    [exportSignatures.serving]: { inputs, outputs: answers },
    [exportSignatures.prepared]: preparedSignature(graph, network, shared),
    [exportSignatures.lite]: liteSignature(graph, network, shared),
    [exportSignatures.classNames]: {
      inputs: {},
      outputs: { class_names: { tensor: classNames, type: 'string', shape: [count] } },
    },
    [exportSignatures.selfTest]: selfTestSignature(graph, selfTestTensors(options), output),
    [exportSignatures.about]: aboutSignature(graph, {
      producer: `signalbox ${options.producerVersion}`,
      preprocessing: JSON.stringify(preprocessing),
      probabilities: rule,
      graph_hash: options.graphHash,
      run_id: options.runId,
    }),
  };
  const bytes = savedModelBytes(graph.graph(), signatures);
  checkSize(bytes.length);
  return bytes;
}

function checkScores({ output }: Graph, classes: number): void {
  const [shape] = output.outputShapes;
  if (shape.length === 1 && shape[0] === classes) return;
  const message = `the network gives ${formatShape(shape)} for an image, expected ${classes} scores, one a class: a SavedModel names the class it finds`;
  throw new ProblemError(nodeProblem(output, 'class-count', message));
}

function checkSize(bytes: number): void {
  if (bytes <= LARGEST_FILE) return;
  const message = `the model takes ${bytes} bytes, expected at most ${LARGEST_FILE}: a SavedModel's file ends at 2 GB; export safetensors instead`;
  fail('too-large', message);
}

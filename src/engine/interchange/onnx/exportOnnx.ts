import { create, toBinary } from '@bufbuild/protobuf';
import { fail } from '../../../shared/problem.ts';
import { selectModelTensors } from '../modelTensors.ts';
import { outputName, probabilityRules } from '../outputMeaning.ts';
import { describePreprocessing } from '../preprocessing.ts';
import { selfTestTensors, type TrainedExport } from '../trainedExport.ts';
import { ModelProtoSchema } from './generated/onnx_pb.js';
import { metadataEntries } from './metadata.ts';
import { writeGraph } from './writeGraph.ts';

/** The operators' version and the format that came with it (ONNX 1.14): old enough for most runtimes in use. */
const OPSET = 19n;
const IR_VERSION = 9n;

/** A protobuf message is shorter than 2 GB. */
const LARGEST_FILE = 2 ** 31 - 1;

/**
 * A trained network as an ONNX file: evaluate mode, float32, any batch. Its input `input` is [batch, channels, height,
 * width], prepared as the metadata's `preprocessing` says; its output is `log_probabilities`, `probabilities` or
 * `scores`. The same model gives the same bytes. Throws ProblemError where a module cannot be held by ONNX
 * (`no-onnx`), a tensor is missing or of another shape, or the file would reach 2 GB (`too-large`).
 */
export function exportOnnx(options: TrainedExport): Uint8Array {
  const { graph, classes, criterion, graphHash, runId } = options;
  const tensors = selectModelTensors(graph, options.tensors);
  checkSize(tensors.reduce((sum, { data }) => sum + data.byteLength, 0));
  const name = outputName(graph.output.definition.type, criterion);
  const metadata = metadataEntries({
    classes,
    preprocessing: describePreprocessing(graph.input),
    probabilities: probabilityRules.get(criterion) ?? 'unknown',
    selfTest: selfTestTensors(options),
    graphHash,
    runId,
  });
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: 'signalbox',
    producerVersion: options.producerVersion,
    docString: `Takes images prepared as the metadata's "preprocessing" says; gives ${name} of its "class_names".`,
    graph: writeGraph(graph, new Map(tensors.map((tensor) => [tensor.name, tensor])), name),
    opsetImport: [{ domain: '', version: OPSET }],
    metadataProps: metadata,
  });
  const bytes = toBinary(ModelProtoSchema, model);
  checkSize(bytes.length);
  return bytes;
}

function checkSize(bytes: number): void {
  if (bytes <= LARGEST_FILE) return;
  const message = `the model takes ${bytes} bytes, expected at most ${LARGEST_FILE}: an ONNX file ends at 2 GB; export safetensors instead`;
  fail('too-large', message);
}

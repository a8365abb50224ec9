import { fromBinary } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import type { GraphDocument } from '../../../shared/document.ts';
import { readDocument } from '../../../shared/documentFile.ts';
import { modules } from '../../nn/registry.ts';
import {
  chain,
  exportOptions,
  graphOf,
  problemOf,
  sampleDocument,
  stochasticNetwork,
  tensorsOf,
  twoGigabytes,
} from '../testSupport.ts';
import type { TrainedExport } from '../trainedExport.ts';
import { exportSavedModel } from './exportSavedModel.ts';
import { type NodeDef, SavedModelSchema, type TensorProto } from './generated/saved_model_pb.js';

const classifier = chain({
  input: ['Input', { size: [3, 6, 7], mean: [0.34], deviation: [0.27, 0.26, 0.29] }],
  conv1: ['SpatialConvolution', { nOutputPlane: 4, kW: 3, kH: 2, dW: 2, padW: 1 }],
  bn1: ['SpatialBatchNormalization', { affine: false, momentum: 0.27 }],
  drop1: ['Dropout', { p: 0.2 }],
  view: ['View', {}],
  linear1: ['Linear', { outputSize: 3, bias: false }],
  log: ['LogSoftMax', {}],
});

/** Everything of an export, with as many classes as the network has scores. */
function optionsOf(document = classifier, changes: Partial<TrainedExport> = {}): TrainedExport {
  const graph = graphOf(document);
  const options = exportOptions(document, tensorsOf(graph));
  const [scores] = graph.output.outputShapes[0];
  const classes = Array.from({ length: scores }, (_, i) => options.classes[i] ?? `Class ${i}`);
  return { ...options, classes, ...changes };
}

function modelOf(document = classifier, changes: Partial<TrainedExport> = {}) {
  const { metaGraphs } = fromBinary(SavedModelSchema, exportSavedModel(optionsOf(document, changes)));
  const [{ metaInfoDef, graphDef, signatureDef }] = metaGraphs;
  const nodes = new Map((graphDef?.node ?? []).map((node) => [node.name, node]));
  return { tags: metaInfoDef?.tags, nodes, signatures: signatureDef };
}

/** The nodes of a scope in order, as `conv1/Conv2D: Conv2D`. */
function operations(nodes: ReadonlyMap<string, NodeDef>, scope: string): string[] {
  return [...nodes.values()]
    .filter(({ name }) => name.startsWith(`${scope}/`))
    .map(({ name, op }) => `${name.slice(scope.length + 1)}: ${op}`);
}

/** A signature's tensors as `images: DT -1x…`. */
function tensorsIn(signature: ReturnType<typeof modelOf>['signatures'][string], side: 'inputs' | 'outputs') {
  return Object.fromEntries(
    Object.entries(signature[side]).map(([name, { dtype, tensorShape }]) => [
      name,
      [TYPES[dtype], ...(tensorShape?.dim ?? []).map(({ size }) => Number(size))],
    ]),
  );
}

const TYPES: Readonly<Record<number, string>> = { 1: 'float32', 3: 'int32', 4: 'uint8', 7: 'string' };

function constantOf(node: NodeDef | undefined): TensorProto {
  return node?.attr.value.value.value as TensorProto;
}

function textsOf(node: NodeDef | undefined): string[] {
  return constantOf(node).stringVal.map((bytes) => new TextDecoder().decode(bytes));
}

describe('the file', () => {
  test('has one graph with the tag serve and these signatures', () => {
    const { tags, signatures } = modelOf();
    expect(tags).toEqual(['serve']);
    const { serving_default: serving, prepared, lite, class_names: names, self_test: selfTest } = signatures;
    expect(Object.keys(signatures)).toHaveLength(6);
    expect(tensorsIn(serving, 'inputs')).toEqual({ images: ['uint8', -1, -1, -1, 3] });
    expect(tensorsIn(serving, 'outputs')).toEqual({
      probabilities: ['float32', -1, 3],
      scores: ['float32', -1, 3],
      class_index: ['int32', -1],
      classes: ['string', -1],
    });
    expect(tensorsIn(prepared, 'inputs')).toEqual({ input: ['float32', -1, 3, 6, 7] });
    expect(tensorsIn(prepared, 'outputs')).toEqual({ log_probabilities: ['float32', -1, 3] });
    expect(tensorsIn(lite, 'inputs')).toEqual({ input: ['float32', -1, 6, 7, 3] });
    expect(tensorsIn(lite, 'outputs')).toEqual({ scores: ['float32', -1, 3] });
    expect(tensorsIn(names, 'outputs')).toEqual({ class_names: ['string', 3] });
    expect(tensorsIn(selfTest, 'outputs')).toEqual({
      input: ['float32', 1, 3, 6, 7],
      log_probabilities: ['float32', 1, 3],
    });
  });

  test('names outputs as an ONNX file does', () => {
    const document = chain({ input: ['Input', { size: [5] }], soft: ['SoftMax', {}] });
    const { prepared, self_test: selfTest } = modelOf(document).signatures;
    expect(Object.keys(prepared.outputs)).toEqual(['probabilities']);
    expect(Object.keys(selfTest.outputs).sort()).toEqual(['input', 'probabilities']);
  });

  test('holds each tensor once, under its file name, a convolution as [kH, kW, in, out]', () => {
    const options = optionsOf();
    const { nodes } = modelOf();
    const { tensorShape, tensorContent } = constantOf(nodes.get('conv1.weight'));
    expect(tensorShape?.dim.map(({ size }) => Number(size))).toEqual([2, 3, 3, 4]);
    const found = new Float32Array(tensorContent.slice().buffer);
    const torch = options.tensors.get('conv1.weight')?.data as Float32Array;
    // [y, x, in, out] of the file is [out, in, y, x] of Torch.
    expect(found[((1 * 3 + 2) * 3 + 0) * 4 + 3]).toBe(torch[((3 * 3 + 0) * 2 + 1) * 3 + 2]);
    const large = [...nodes.keys()].filter((name) => /weight|bias|running/.test(name));
    expect(large).toEqual([
      'conv1.weight',
      'conv1.bias',
      'linear1.weight',
      'bn1.running_mean',
      'bn1.running_var',
    ]);
  });

  test('calls what a node does by its id, in evaluate mode, without criterion, variables or metrics', () => {
    const { nodes } = modelOf();
    expect(operations(nodes, 'lite')).toEqual([
      'input: Placeholder',
      'conv1/Conv2D: Conv2D',
      'conv1/BiasAdd: BiasAdd',
      'bn1/FusedBatchNormV3: FusedBatchNormV3',
      'view/Transpose: Transpose',
      'view/Reshape: Reshape',
      'linear1/MatMul: MatMul',
      'log/LogSoftmax: LogSoftmax',
    ]);
    expect([...nodes.values()].filter(({ op }) => /Variable|VarHandle/.test(op))).toEqual([]);
  });

  test('holds class names, how images are prepared and where it comes from', () => {
    const { nodes, signatures } = modelOf();
    expect(textsOf(nodes.get('class_names'))).toEqual(['Stop', 'Yield', 'Ahead "only"']);
    expect(Object.keys(signatures.about.outputs).sort()).toEqual([
      'graph_hash',
      'preprocessing',
      'probabilities',
      'producer',
      'run_id',
    ]);
    expect(textsOf(nodes.get('about/run_id'))).toEqual(['run-7']);
    expect(JSON.parse(textsOf(nodes.get('about/preprocessing'))[0])).toMatchObject({
      size: [3, 6, 7],
      mean: [0.34, 0.34, 0.34],
    });
  });

  test('takes pictures of one channel too where the input is grey', () => {
    const grey = { size: [1, 6, 7], colour: 'grey', mean: [0.3], deviation: [0.2] };
    const { signatures } = modelOf(chain({ input: ['Input', grey], view: ['View', {}] }));
    expect(tensorsIn(signatures.serving_default, 'inputs')).toEqual({ images: ['uint8', -1, -1, -1, -1] });
  });

  test('takes vectors where the network does, and one that does nothing has an output of its own', () => {
    const { signatures } = modelOf(chain({ input: ['Input', { size: [5] }], drop: ['Dropout', {}] }));
    expect(tensorsIn(signatures.serving_default, 'inputs')).toEqual({ input: ['float32', -1, 5] });
    const { inputs, outputs } = signatures.prepared;
    expect(outputs.scores.name).not.toBe(inputs.input.name);
  });
});

describe('every input of every operation is there,', () => {
  const samples = [...modules.values()]
    .filter(({ category }) => category !== 'Input')
    .flatMap((definition) => definition.samples.map((sample, i) => ({ definition, sample, i })));
  const graphs = import.meta.glob<string>('../../../../resources/graphs/*.json', {
    query: '?raw',
    import: 'default',
    eager: true,
  });

  const expectWhole = (document: GraphDocument) => {
    const { nodes, signatures } = modelOf(document);
    const missing = [...nodes.values()].flatMap(({ input }) =>
      input.map((name) => name.replace(/^\^/, '').split(':')[0]).filter((name) => !nodes.has(name)),
    );
    expect(missing).toEqual([]);
    for (const { inputs, outputs } of Object.values(signatures)) {
      for (const { name } of [...Object.values(inputs), ...Object.values(outputs)]) {
        expect(nodes.has(name.split(':')[0]), name).toBe(true);
      }
    }
  };

  test.each(samples)('$definition.type, sample $i, or it is refused', ({ definition, sample }) => {
    const document = sampleDocument(definition, sample);
    if (sample.params.stochasticInference === true) {
      expect(problemOf(() => modelOf(document)).code).toBe('no-savedmodel');
    } else expectWhole(document);
  });

  test.each(Object.keys(graphs))('%s', (path) => expectWhole(readDocument(graphs[path], path)));
});

test('the same model gives the same bytes, whatever the order of its tensors in memory', () => {
  const options = optionsOf();
  const turned = { ...options, tensors: new Map([...options.tensors].reverse()) };
  expect(exportSavedModel(turned)).toEqual(exportSavedModel(options));
});

describe('an export is refused in one sentence', () => {
  test('where Dropout goes on in evaluate mode', () => {
    expect(() => modelOf(stochasticNetwork())).toThrow(
      'drop1 (Dropout): parameter stochasticInference is true, expected false for a SavedModel, which cannot hold its random numbers',
    );
  });

  test('where there is no score for each class', () => {
    expect(() => modelOf(classifier, { classes: ['Stop'] })).toThrow(
      'log (LogSoftMax): the network gives 3 for an image, expected 1 scores, one a class',
    );
  });

  test('where a tensor is missing', () => {
    const tensors = new Map(optionsOf().tensors);
    tensors.delete('bn1.running_var');
    expect(() => modelOf(classifier, { tensors })).toThrow('tensor bn1.running_var is missing, expected 4');
  });

  test('where the file would reach 2 GB', () => {
    const { document, tensors, width } = twoGigabytes();
    const classes = Array.from({ length: width }, (_, i) => `${i}`);
    expect(() => exportSavedModel({ ...exportOptions(document, tensors), classes })).toThrow(
      "the model takes 2147483648 bytes, expected at most 2147483647: a SavedModel's file ends at 2 GB; export safetensors instead",
    );
  });
});

import { fromBinary } from '@bufbuild/protobuf';
import { describe, expect, test } from 'vitest';
import { criterions } from '../../nn/criterions/registry.ts';
import { modules } from '../../nn/registry.ts';
import { probabilityRules } from '../outputMeaning.ts';
import { chain, exportOptions, graphOf, stochasticNetwork, tensorsOf, twoGigabytes } from '../testSupport.ts';
import type { TrainedExport } from '../trainedExport.ts';
import { exportOnnx } from './exportOnnx.ts';
import { type ModelProto, ModelProtoSchema, TensorProto_DataType } from './generated/onnx_pb.js';
import { moduleWriters } from './modules/registry.ts';

const classifier = chain({
  input: ['Input', { size: [3, 6, 7], mean: [0.34], deviation: [0.27, 0.26, 0.29] }],
  conv1: ['SpatialConvolution', { nOutputPlane: 4, kW: 3, kH: 2, dW: 2, padW: 1 }],
  bn1: ['SpatialBatchNormalization', { affine: false, momentum: 0.27 }],
  drop1: ['Dropout', { p: 0.2 }],
  view: ['View', {}],
  linear1: ['Linear', { outputSize: 3, bias: false }],
  log: ['LogSoftMax', {}],
});

function optionsOf(document = classifier, changes: Partial<TrainedExport> = {}): TrainedExport {
  return { ...exportOptions(document, tensorsOf(graphOf(document))), ...changes };
}

function modelOf(document = classifier, changes: Partial<TrainedExport> = {}): ModelProto {
  return fromBinary(ModelProtoSchema, exportOnnx(optionsOf(document, changes)));
}

/** Each operator as `name: type inputs -> output`. */
function operators({ graph }: ModelProto): string[] {
  return (graph?.node ?? []).map(
    (node) => `${node.name}: ${node.opType} ${node.input.join(' ')} -> ${node.output}`,
  );
}

function metadataOf(model: ModelProto): Map<string, string> {
  return new Map(model.metadataProps.map(({ key, value }) => [key, value]));
}

test('every module of the registry but the Input has a writer, and no writer is left over', () => {
  const types = [...modules.values()].filter(({ category }) => category !== 'Input').map(({ type }) => type);
  expect([...moduleWriters.keys()].sort()).toEqual(types.sort());
});

test('every criterion says how its outputs become probabilities', () => {
  expect([...probabilityRules.keys()].sort()).toEqual([...criterions.keys()].sort());
});

describe('the graph in the file', () => {
  test('has an operator for each module that does something in evaluate mode, named by its node', () => {
    expect(operators(modelOf())).toEqual([
      'conv1: Conv input conv1.weight conv1.bias -> conv1.output',
      'bn1: BatchNormalization conv1.output bn1.weight bn1.bias bn1.running_mean bn1.running_var -> bn1.output',
      'view: Reshape bn1.output view.shape -> view.output',
      'linear1: Gemm view.output linear1.weight -> linear1.output',
      'log: LogSoftmax linear1.output -> log_probabilities',
    ]);
  });

  test('holds each tensor under its file name with its numbers as raw little-endian float32', () => {
    const options = optionsOf();
    const { graph } = fromBinary(ModelProtoSchema, exportOnnx(options));
    const weight = graph?.initializer.find(({ name }) => name === 'conv1.weight');
    expect(weight?.dims).toEqual([4n, 3n, 2n, 3n]);
    expect(weight?.dataType).toBe(TensorProto_DataType.FLOAT);
    const raw = weight?.rawData.slice().buffer as ArrayBuffer;
    expect(new Float32Array(raw)).toEqual(options.tensors.get('conv1.weight')?.data);
    expect(graph?.initializer.map(({ name }) => name)).toEqual([
      'conv1.weight',
      'conv1.bias',
      'bn1.weight',
      'bn1.bias',
      'bn1.running_mean',
      'bn1.running_var',
      'view.shape',
      'linear1.weight',
    ]);
  });

  test('takes and gives any number of images', () => {
    const { graph } = modelOf();
    const shape = (value: unknown) =>
      JSON.parse(JSON.stringify(value, (_, v) => (typeof v === 'bigint' ? Number(v) : v)));
    const dimensions = [graph?.input[0], graph?.output[0]].map((value) =>
      shape(value).type.value.value.shape.dim.map((dim: { value: { value: unknown } }) => dim.value.value),
    );
    expect(dimensions).toEqual([
      ['batch', 3, 6, 7],
      ['batch', 3],
    ]);
  });

  test('is of operator set 19 and says who made it', () => {
    const model = modelOf();
    expect(model.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([['', 19n]]);
    expect([model.irVersion, model.producerName, model.producerVersion]).toEqual([9n, 'signalbox', '0.1.0']);
  });

  test('scales by 1 - p where Dropout is of version 1', () => {
    const document = chain({ input: ['Input', { size: [5] }], drop: ['Dropout', { p: 0.3, v1: true }] });
    const model = modelOf(document);
    expect(operators(model)).toEqual(['drop: Mul input drop.scale -> scores']);
    expect(
      new Float32Array(model.graph?.initializer[0].rawData.slice().buffer as ArrayBuffer)[0],
    ).toBeCloseTo(0.7, 6);
  });

  test('copies the input where nothing is done to it, so that the output has its own name', () => {
    expect(operators(modelOf(chain({ input: ['Input', { size: [5] }] })))).toEqual([
      'input: Identity input -> scores',
    ]);
  });
});

describe('the output is named', () => {
  const end = (type: string) => chain({ input: ['Input', { size: [5] }], last: [type, {}] });

  test.each([
    ['LogSoftMax', 'ClassNLLCriterion', 'log_probabilities', 'exp'],
    ['Identity', 'ClassNLLCriterion', 'log_probabilities', 'exp'],
    ['Linear', 'CrossEntropyCriterion', 'scores', 'softmax'],
    ['LogSoftMax', 'CrossEntropyCriterion', 'log_probabilities', 'softmax'],
    ['SoftMax', 'MSECriterion', 'probabilities', 'clamp to 0 and 1'],
    ['Sigmoid', 'MSECriterion', 'scores', 'clamp to 0 and 1'],
  ])('after %s with %s: %s', (type, criterion, name, rule) => {
    const model = modelOf(end(type), { criterion });
    expect(model.graph?.output[0].name).toBe(name);
    expect(metadataOf(model).get('probabilities')).toBe(rule);
  });
});

describe('the metadata', () => {
  test('hold class names, preprocessing, picture format and where the model comes from', () => {
    const metadata = metadataOf(modelOf());
    expect(JSON.parse(metadata.get('class_names') as string)).toEqual(['Stop', 'Yield', 'Ahead "only"']);
    expect(JSON.parse(metadata.get('preprocessing') as string)).toMatchObject({
      size: [3, 6, 7],
      colour: 'rgb',
      scale: 1 / 255,
      resize: { interpolation: 'bicubic', corners: 'aligned', rule: expect.stringContaining('Catmull-Rom') },
      crop: 'centre',
      mean: [0.34, 0.34, 0.34],
      deviation: [0.27, 0.26, 0.29],
    });
    expect(metadata.get('Image.BitmapPixelFormat')).toBe('Rgb8');
    expect(metadata.get('Image.ColorSpaceGamma')).toBe('SRGB');
    expect(metadata.get('Image.NominalPixelRange')).toBe('NominalRange_0_255');
    expect([metadata.get('graph_hash'), metadata.get('run_id')]).toEqual(['c0ffee', 'run-7']);
  });

  test('say how a grey picture is made', () => {
    const input = [
      'Input',
      { size: [1, 6, 7], colour: 'grey', mean: [0.3], deviation: [0.2], resize: 'bilinear' },
    ] as const;
    const metadata = metadataOf(modelOf(chain({ input, view: ['View', {}] })));
    expect(metadata.get('Image.BitmapPixelFormat')).toBe('Gray8');
    expect(JSON.parse(metadata.get('preprocessing') as string)).toMatchObject({
      colour: 'grey',
      grey: [0.299, 0.587, 0.114],
      resize: { interpolation: 'bilinear' },
    });
  });

  test('say nothing of pictures where the input is a vector', () => {
    const metadata = metadataOf(modelOf(chain({ input: ['Input', { size: [5] }], tanh: ['Tanh', {}] })));
    expect(metadata.get('preprocessing')).toBe('{"size":[5]}');
    expect([...metadata.keys()].filter((key) => key.startsWith('Image.'))).toEqual([]);
  });
});

test('the same model gives the same bytes, whatever the order of its tensors in memory', () => {
  const options = optionsOf();
  const turned = { ...options, tensors: new Map([...options.tensors].reverse()) };
  expect(exportOnnx(turned)).toEqual(exportOnnx(options));
});

describe('an export is refused in one sentence', () => {
  test('where Dropout goes on in evaluate mode', () => {
    expect(() => modelOf(stochasticNetwork())).toThrow(
      'drop1 (Dropout): parameter stochasticInference is true, expected false for ONNX, which cannot hold its random numbers',
    );
  });

  test('where a tensor is missing', () => {
    const tensors = new Map(optionsOf().tensors);
    tensors.delete('bn1.running_var');
    expect(() => modelOf(classifier, { tensors })).toThrow('tensor bn1.running_var is missing, expected 4');
  });

  test('where a tensor has another shape', () => {
    const tensors = new Map(optionsOf().tensors);
    tensors.set('linear1.weight', { shape: [3, 9], data: new Float32Array(27) });
    expect(() => modelOf(classifier, { tensors })).toThrow('tensor linear1.weight is 3x9, expected 3x112');
  });

  test('where the self test is not one image', () => {
    const selfTest = { input: new Float32Array(3 * 6 * 7), output: new Float32Array(6) };
    expect(() => modelOf(classifier, { selfTest })).toThrow(
      "the self test's output has 6 numbers, expected 3 (3)",
    );
  });

  test('where the file would reach 2 GB', () => {
    const { document, tensors } = twoGigabytes();
    expect(() => exportOnnx(exportOptions(document, tensors))).toThrow(
      'the model takes 2147483648 bytes, expected at most 2147483647: an ONNX file ends at 2 GB; export safetensors instead',
    );
  });
});

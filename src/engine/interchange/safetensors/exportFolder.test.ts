import { expect, test } from 'vitest';
import { readDocument } from '../../../shared/documentFile.ts';
import { chain, graphOf, problemOf, tensorsOf } from '../testSupport.ts';
import { exportSafetensorsFolder } from './exportFolder.ts';
import { readSafetensors } from './read.ts';

const document = chain({
  input: ['Input', { size: [3, 4, 5], mean: [0.3, 0.4, 0.5], deviation: [0.27] }],
  conv1: ['SpatialConvolution', { nOutputPlane: 2 }],
  bn1: ['SpatialBatchNormalization', {}],
});
const graph = graphOf(document);
const tensors = tensorsOf(graph);

function exported() {
  // What a checkpoint holds beside the model is left behind.
  const all = new Map([['velocity', { shape: [1], data: Float32Array.of(7) }], ...tensors]);
  return exportSafetensorsFolder({ document, graph, tensors: all, classes: ['Stop', 'Yield'] });
}

test('the folder has the tensors under the names and in the order of PyTorch', () => {
  const read = readSafetensors(exported().get('model.safetensors') as Uint8Array, 'model.safetensors');
  expect([...read.tensors.keys()]).toEqual([
    'conv1.weight',
    'conv1.bias',
    'bn1.weight',
    'bn1.bias',
    'bn1.running_mean',
    'bn1.running_var',
  ]);
  expect(new Map(read.tensors)).toEqual(tensors);
});

test('the metadata say which framework lays tensors out so, the classes, and how images are prepared', () => {
  const { metadata } = readSafetensors(
    exported().get('model.safetensors') as Uint8Array,
    'model.safetensors',
  );
  expect(metadata.get('format')).toBe('pt');
  expect(JSON.parse(metadata.get('class_names') as string)).toEqual(['Stop', 'Yield']);
  expect(JSON.parse(metadata.get('preprocessing') as string)).toMatchObject({
    size: [3, 4, 5],
    mean: [0.3, 0.4, 0.5],
    deviation: [0.27, 0.27, 0.27],
  });
});

test('the graph beside it is the project, which opens again', () => {
  expect(readDocument(exported().get('graph.json') as string, 'graph.json')).toEqual(document);
});

test('an export without one of the tensors is refused', () => {
  const some = new Map(tensors);
  some.delete('bn1.bias');
  const problem = problemOf(() => exportSafetensorsFolder({ document, graph, tensors: some, classes: [] }));
  expect(problem.message).toBe('tensor bn1.bias is missing, expected 2');
});

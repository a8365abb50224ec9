import { expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { modules } from '../../engine/nn/registry.ts';
import { DOCUMENT_LIMITS, documentSchema } from '../../shared/document.ts';
import { addNode } from './addNode.ts';
import { createIdMaker, newNodeId } from './nodeIds.ts';
import { labelText, setLabel } from './setLabel.ts';

const lopsided = () =>
  describeNetwork([
    ['input', 'Input'],
    ['conv1', 'SpatialConvolution', { nOutputPlane: 7 }],
    ['conv4', 'SpatialConvolution'],
    ['relu2a', 'ReLU'],
    ['view', 'View'],
    ['fc', 'Linear'],
  ]);

test.each([
  ['Input', 'input2'],
  ['SpatialConvolution', 'conv5'],
  ['SpatialMaxPooling', 'pool1'],
  ['SpatialAveragePooling', 'pool1'],
  ['SpatialBatchNormalization', 'bn1'],
  ['BatchNormalization', 'bn1'],
  ['ReLU', 'relu1'],
  ['Linear', 'fc2'],
  ['Dropout', 'drop1'],
  ['CAddTable', 'add1'],
  ['JoinTable', 'join1'],
  ['View', 'view2'],
  ['Reshape', 'reshape1'],
  ['LogSoftMax', 'logsoftmax'],
  ['SpatialFullConvolution', 'conv5'],
  ['my.Module-3', 'mymodule1'],
  ['Schön!', 'schn1'],
  ['漢字', 'node1'],
  ['__proto__', 'proto__1'],
  ['9', 'node1'],
])('a new %s beside the others is called %s', (type, id) => {
  expect(newNodeId(lopsided(), type)).toBe(id);
});

test('ids given out one after another stay apart, and every one is fit for a file', () => {
  const maker = createIdMaker(['conv1', `x${'9'.repeat(60)}`]);
  const types = [...modules.keys(), 'SpatialConvolution', 'x', `A${'b'.repeat(99)}`, `A${'b'.repeat(99)}`];
  const ids = types.map((type) => maker.forType(type));
  expect(new Set(ids).size).toBe(types.length);
  const schema = documentSchema.shape.nodes.element.shape.id;
  expect(ids.filter((id) => !schema.safeParse(id).success)).toEqual([]);
  expect(ids).toContain('x1');
});

test('a copy keeps its id where that is free and takes the next number where not', () => {
  const maker = createIdMaker(['conv1', 'conv7', 'relu2a', 'a'.repeat(64)]);
  expect(['fc3', 'conv1', 'conv1', 'relu2a', 'fc3'].map((id) => maker.forCopy(id))).toEqual([
    'fc3',
    'conv8',
    'conv9',
    'relu2a2',
    'fc4',
  ]);
  expect(maker.forCopy('a'.repeat(64))).toMatch(/^a{56}\d$/);
});

test('a node is added with its parameters, in whole pixels, with its label on one line', () => {
  const document = lopsided();
  const params = { nOutputPlane: 24 };
  const id = addNode(document, {
    type: 'SpatialConvolution',
    params,
    position: { x: 12.6, y: -0.2 },
    label: '  first\nlayer ',
  });
  expect(document.nodes.at(-1)).toEqual({
    id,
    type: 'SpatialConvolution',
    params: { nOutputPlane: 24 },
    position: { x: 13, y: 0 },
    label: 'first layer',
  });
  params.nOutputPlane = 25;
  expect(document.nodes.at(-1)?.params).toEqual({ nOutputPlane: 24 });
  expect(Object.is(document.nodes.at(-1)?.position?.y, -0)).toBe(false);
});

test('a full project takes no more nodes, in a sentence with both numbers', () => {
  const document = lopsided();
  const [, conv] = document.nodes;
  document.nodes = Array.from({ length: DOCUMENT_LIMITS.nodes }, (_, i) => ({ ...conv, id: `conv${i}` }));
  expect(() => addNode(document, { type: 'ReLU', position: { x: 0, y: 0 } })).toThrow(
    'The project would have 5001 nodes, expected at most 5000',
  );
  expect(document.nodes.length).toBe(5000);
});

test('a label is cut at 200 characters, never inside one, and a blank one goes away', () => {
  expect(labelText(`${'x'.repeat(199)}\u{1F6A6}tail`)).toBe('x'.repeat(199));
  const document = lopsided();
  setLabel(document, 'conv1', 'Edges');
  expect(document.nodes[1].label).toBe('Edges');
  setLabel(document, 'conv1', ' \t ');
  expect('label' in document.nodes[1]).toBe(false);
});

import { expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { isSameWork } from './sameWork.ts';

const network = () =>
  describeNetwork([
    ['images', 'Input', { size: [3, 10, 8] }],
    ['conv', 'SpatialConvolution', { nOutputPlane: 5 }],
    ['act', 'ReLU'],
    ['sum', 'CAddTable', {}, 'conv', 'act'],
  ]);

/** A copy of the network, changed. */
function changed(change: (document: GraphDocument) => void): GraphDocument {
  const document = structuredClone(network());
  change(document);
  return document;
}

test.each<[string, (document: GraphDocument) => void]>([
  ['nothing', () => {}],
  ['a position', ({ nodes }) => (nodes[1].position = { x: 40, y: 4 })],
  ['a label', ({ nodes }) => (nodes[1].label = 'first')],
  ['the order of nodes and wires in the file', ({ nodes, wires }) => [nodes.reverse(), wires.reverse()]],
  ['the epochs', ({ training }) => (training.epochs = 77)],
  ['the schedule', ({ training }) => (training.schedule = { type: 'step', params: {} })],
  ['the augmentation', ({ training }) => (training.augmentation = 'mild')],
])('%s changes nothing about a step', (_, change) => {
  expect(isSameWork(network(), changed(change))).toBe(true);
});

test.each<[string, (document: GraphDocument) => void]>([
  ['a parameter', ({ nodes }) => (nodes[1].params = { nOutputPlane: 6 })],
  ['a type', ({ nodes }) => (nodes[2].type = 'Tanh')],
  ['an id', ({ nodes }) => (nodes[2].id = 'other')],
  ['a node more', ({ nodes }) => nodes.push({ id: 'more', type: 'ReLU', params: {} })],
  ['a node less', ({ nodes }) => nodes.pop()],
  ['a wire less', ({ wires }) => wires.pop()],
  ['a wire from elsewhere', ({ wires }) => (wires[1].from.node = 'images')],
  ['the batch', ({ training }) => (training.batchSize = 7)],
  ['the criterion', ({ training }) => (training.criterion = { type: 'MSECriterion', params: {} })],
  ['the optimiser', ({ training }) => (training.optimiser = { type: 'adam', params: {} })],
])('%s makes another step', (_, change) => {
  expect(isSameWork(network(), changed(change))).toBe(false);
});

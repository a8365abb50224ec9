import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judge } from '../src/host/model.ts';
import { readDocument } from '../src/shared/documentFile.ts';
import { root } from './program.mjs';
import { scaledGraph } from './scaledGraph.mjs';

const path = join(root, 'resources', 'graphs', 'vgg-small.json');
const template = readDocument(readFileSync(path, 'utf8'), path);

function shapes(scale: { channels: number; size: number }) {
  const { model, problems } = judge(scaledGraph(template, scale));
  expect(problems).toEqual([]);
  const nodes = model?.graph.nodes ?? [];
  const output = (id: string) => nodes.find((node) => node.id === id)?.outputShapes[0];
  return ['input', 'conv1', 'conv2', 'conv4', 'conv6', 'pool3', 'view', 'fc1', 'logsoftmax'].map(output);
}

test('at one time the channels and the same size of images the network is vgg-small', () => {
  const { model } = judge(template);
  const { model: scaled } = judge(scaledGraph(template, { channels: 1, size: 48 }));
  const shapesOf = (nodes = model?.graph.nodes) => nodes?.map(({ id, outputShapes }) => [id, outputShapes]);
  expect(shapesOf(scaled?.graph.nodes)).toEqual(shapesOf());
});

test('channels and sizes follow through to the linear layers', () => {
  expect(shapes({ channels: 3, size: 24 })).toEqual([
    [3, 24, 24],
    [96, 24, 24],
    [96, 24, 24],
    [192, 12, 12],
    [384, 6, 6],
    [384, 3, 3],
    [3456],
    [512],
    [43],
  ]);
  // What is left over at a halving's border falls away.
  expect(shapes({ channels: 1, size: 37 })[5]).toEqual([128, 4, 4]);
});

import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { writeDocument } from '../../shared/documentFile.ts';
import { copyNodes, duplicateNodes, pasteNodes } from './clipboard.ts';

function network(): GraphDocument {
  const document = describeNetwork([
    ['input', 'Input', { size: [3, 10, 8] }],
    ['conv1', 'SpatialConvolution', { nOutputPlane: 7 }],
    ['relu1', 'ReLU'],
    ['add1', 'CAddTable', { N: 2 }, 'conv1', 'relu1'],
    ['fc1', 'Linear', { outputSize: 5 }],
  ]);
  document.nodes.forEach((node, i) => {
    node.position = { x: 10 * i, y: 100 * i };
  });
  document.nodes[2].label = 'a "sharp" bend {';
  return document;
}

function written({ wires }: GraphDocument, from = 0): string[] {
  return wires.slice(from).map((wire) => `${wire.from.node} -> ${wire.to.node}.${wire.to.port}`);
}

const middle = new Set(['relu1', 'add1']);

describe('copied nodes', () => {
  test('come with the wires between them, beside their originals, under new ids', () => {
    const document = network();
    const ids = pasteNodes(document, copyNodes(document, middle), null);
    expect(ids).toEqual(['relu2', 'add2']);
    expect(document.nodes.slice(5)).toEqual([
      { id: 'relu2', type: 'ReLU', params: {}, position: { x: 60, y: 240 }, label: 'a "sharp" bend {' },
      { id: 'add2', type: 'CAddTable', params: { N: 2 }, position: { x: 70, y: 340 } },
    ]);
    expect(written(document, 5)).toEqual(['relu2 -> add2.input2']);
  });

  test('keep the wires that led to them where asked, from nodes that are there', () => {
    const document = network();
    const text = copyNodes(document, middle);
    pasteNodes(document, text, null, { keepIncoming: true });
    expect(written(document, 5)).toEqual([
      'conv1 -> relu2.input',
      'conv1 -> add2.input1',
      'relu2 -> add2.input2',
    ]);
    const other = describeNetwork([['input', 'Input']]);
    expect(pasteNodes(other, text, null, { keepIncoming: true })).toEqual(['relu1', 'add1']);
    expect(written(other)).toEqual(['relu1 -> add1.input2']);
  });

  test('lie with their middle where they are pasted', () => {
    const document = network();
    pasteNodes(document, copyNodes(document, middle), { x: -500, y: 1000.4 });
    expect(document.nodes.slice(5).map(({ position }) => position)).toEqual([
      { x: -505, y: 950 },
      { x: -495, y: 1050 },
    ]);
  });

  test('pasted again do not lie on each other', () => {
    const document = network();
    const text = copyNodes(document, new Set(['fc1']));
    for (let i = 0; i < 3; i++) pasteNodes(document, text, null);
    expect(document.nodes.slice(4).map(({ position }) => position?.x)).toEqual([40, 80, 120, 160]);
  });

  test('cut and pasted, they are called as before', () => {
    const document = network();
    const text = copyNodes(document, middle);
    document.nodes = document.nodes.filter(({ id }) => !middle.has(id));
    expect(pasteNodes(document, text, null)).toEqual(['relu1', 'add1']);
  });

  test('duplicated, they say so by their ids and keep their wires where asked', () => {
    const document = network();
    expect(duplicateNodes(document, new Set(['fc1']), { keepIncoming: true })).toEqual(['fc2']);
    expect(written(document, 5)).toEqual(['add1 -> fc2.input']);
    expect(duplicateNodes(document, new Set(['fc2']), { keepIncoming: false })).toEqual(['fc3']);
    expect(document.wires.length).toBe(6);
  });
});

describe('pasted text', () => {
  test("may be a whole project's", () => {
    const document = network();
    const ids = pasteNodes(document, `\ufeff${writeDocument(network())}`, { x: 0, y: 0 });
    expect(ids).toEqual(['input2', 'conv2', 'relu2', 'add2', 'fc2']);
    expect(written(document, 5)).toEqual([
      'input2 -> conv2.input',
      'conv2 -> relu2.input',
      'conv2 -> add2.input1',
      'relu2 -> add2.input2',
      'add2 -> fc2.input',
    ]);
  });

  const good = JSON.parse(copyNodes(network(), middle));
  const expected = 'expected nodes copied from Signalbox or the text of a Signalbox project';
  test.each([
    ['', `The clipboard holds nothing, ${expected}`],
    [' \n', `The clipboard holds nothing, ${expected}`],
    ['Dear all,', `The clipboard holds other text, ${expected}`],
    ['<b>bold</b>', `The clipboard holds other text, ${expected}`],
    ['[1, 2]', `The clipboard holds other text, ${expected}`],
    ['{"nodes": [', /^The clipboard is truncated/],
    ['{"nodes": nope}', /^The clipboard is not valid JSON/],
    [
      '{"class_name": "Sequential", "config": {}}',
      /^The clipboard is not a Signalbox project: field version is missing/,
    ],
    [JSON.stringify({ ...good, format: 'svg' }), /its format is "svg", expected "signalbox-nodes"$/],
    [
      JSON.stringify({ ...good, version: 99 }),
      /^The clipboard was written by a newer Signalbox: its version is 99/,
    ],
    [
      JSON.stringify({ ...good, nodes: [{ id: '../x', type: 'ReLU' }] }),
      /^The clipboard: field nodes\[0\]\.id is not/,
    ],
    [`{"a": ${'['.repeat(100)}${']'.repeat(100)}}`, /^The clipboard .*deep/],
    [`{"a": "${'x'.repeat(17 * 1024 * 1024)}"}`, /^The clipboard is too large/],
  ])('that is foreign is refused in one sentence (%#)', (text, sentence) => {
    const document = network();
    expect(() => pasteNodes(document, text, null)).toThrow(sentence);
    expect(document).toEqual(network());
  });

  test('with more nodes than the project has room for is refused', () => {
    const many = network();
    many.nodes = Array.from({ length: 4996 }, (_, i) => ({ id: `n${i}`, type: 'ReLU', params: {} }));
    const document = network();
    expect(() => pasteNodes(document, writeDocument(many), null)).toThrow(
      'The project would have 5001 nodes, expected at most 5000',
    );
    expect(document).toEqual(network());
  });

  test('with an id twice gives two nodes; the wires go to the first', () => {
    const twice = network();
    twice.nodes[2].id = 'conv1';
    const document = describeNetwork([['input', 'Input']]);
    expect(pasteNodes(document, writeDocument(twice), null)).toEqual([
      'input2',
      'conv1',
      'conv2',
      'add1',
      'fc1',
    ]);
    expect(written(document)[0]).toBe('input2 -> conv1.input');
  });
});

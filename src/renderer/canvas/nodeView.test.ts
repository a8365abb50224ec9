import { describe, expect, test } from 'vitest';
import { describeNetwork, type NodeWords } from '../../engine/conformance/network.ts';
import { analyse } from '../../engine/graph/analyse.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { nodeView } from './nodeView.ts';
import { wireViews } from './wireView.ts';
import { wiringOf } from './wiring.ts';

const images: NodeWords = ['images', 'Input', { size: [3, 10, 8] }];

function look(document: GraphDocument) {
  const { shaped, problems } = analyse(document, modules);
  const faults = new Map(
    document.nodes.map(({ id }) => [id, problems.filter(({ node }) => node === id)] as const),
  );
  const wiring = wiringOf(document.wires);
  const views = new Map(
    document.nodes.map(
      (node) => [node.id, nodeView(node, { wiring, shaped, faults, marks: new Map() })] as const,
    ),
  );
  return { views, wires: wireViews(document, views, shaped) };
}

const seen = (...nodes: NodeWords[]) => look(describeNetwork(nodes));

describe('a node shows', () => {
  test('its type, its parameters with what follows from the wires, its id and its output', () => {
    const { views } = seen(images, ['conv', 'SpatialConvolution', { nOutputPlane: 5, kW: 3, kH: 4 }]);
    expect(views.get('conv')).toMatchObject({
      lines: { title: 'SpatialConvolution', type: null, params: '3 → 5, 3×4', id: 'conv', shape: '5×7×6' },
      category: 'Convolution',
      spoken: 'conv, SpatialConvolution, 3 → 5, 3×4, output 5×7×6',
    });
  });

  test('its label above its type', () => {
    const document = describeNetwork([images, ['act', 'ReLU']]);
    document.nodes[1].label = 'first bend';
    const view = look(document).views.get('act');
    expect(view?.lines).toMatchObject({ title: 'first bend', type: 'ReLU', params: null });
    expect(view?.spoken).toBe('act, first bend, ReLU, output 3×10×8');
  });

  test('its ports by name, each with its shape where that is known', () => {
    const { views } = seen(images, ['act', 'ReLU'], ['join', 'JoinTable', { N: 3 }, 'images', 'act']);
    const join = views.get('join');
    expect(join?.inputs.map(({ name, shape, wired }) => [name, shape, wired])).toEqual([
      ['input1', '3×10×8', true],
      ['input2', '3×10×8', true],
      ['input3', null, false],
    ]);
    expect(join?.outputs).toMatchObject([{ name: 'output', shape: null, wired: false, stray: false }]);
    expect(join?.spoken).toContain(
      'output not known. 1 fault: join (JoinTable): input port input3 has no wire',
    );
  });

  test('the first of very many ports that it does not have, and of wires into one input', () => {
    const document = describeNetwork([images, ['act', 'ReLU'], ['next', 'ReLU']]);
    for (let i = 0; i < 150; i++) {
      document.wires.push({
        from: { node: 'images', port: `left${i}` },
        to: { node: 'act', port: `right${i}` },
      });
      document.wires.push({ from: { node: 'act', port: 'output' }, to: { node: 'next', port: 'input' } });
    }
    const { views, wires } = look(document);
    expect(views.get('images')?.outputs).toHaveLength(9);
    expect(views.get('act')?.inputs.map(({ name }) => name)).toEqual([
      'input',
      ...Array.from({ length: 8 }, (_, i) => `right${i}`),
    ]);
    expect(wires).toHaveLength(1 + 8 + 8);
    expect(views.get('next')?.faults).toHaveLength(150);
  });

  test('an unknown module as one, with the ports that its wires name', () => {
    const document = describeNetwork([images, ['odd', 'Odd'], ['act', 'ReLU']]);
    document.wires[1].from.port = 'left "out"';
    const view = look(document).views.get('odd');
    expect(view?.category).toBeNull();
    expect(view?.lines.params).toBe('unknown module');
    expect(view?.inputs.map(({ name }) => name)).toEqual(['input']);
    expect(view?.outputs.map(({ name }) => name)).toEqual(['left "out"']);
    expect(view?.faults.map(({ code }) => code)).toEqual(['unknown-module']);
  });
});

describe('a wire shows', () => {
  const texts = (document: GraphDocument) =>
    look(document).wires.map(({ id, text, fault }) => [id, text, fault]);

  test('the shape it carries, and a question mark where nobody knows', () => {
    const { wires } = seen(images, ['fc', 'Linear', { inputSize: 7 }], ['act', 'ReLU']);
    expect(wires.map(({ text }) => text)).toEqual(['3×10×8', '?']);
  });

  test('the fault of the shape it brings', () => {
    const { wires } = seen(images, ['conv', 'SpatialConvolution', { nInputPlane: 16 }]);
    expect(wires[0].fault).toBe(
      'conv (SpatialConvolution): the input has 3 channels, expected nInputPlane 16',
    );
  });

  test('no fault where a parameter of the node is wrong, or another port lacks a wire', () => {
    const { wires } = seen(
      images,
      ['drop', 'Dropout', { p: 1.5 }],
      ['join', 'JoinTable', { N: 3 }, 'images', 'drop'],
    );
    expect(wires.map(({ fault }) => fault)).toEqual([null, null, null]);
  });

  test('that it ends at a port that is not there', () => {
    const document = describeNetwork([images, ['sum', 'CAddTable', { N: 2 }, 'images', 'images', 'images']]);
    const [, , stray] = look(document).wires;
    expect(stray.fault).toBe('There is no such port: images.output to sum.input3');
    expect(
      look(document)
        .views.get('sum')
        ?.inputs.map(({ stray }) => stray),
    ).toEqual([false, false, true]);
  });

  test('that it is one of two into the same input, each with an id of its own', () => {
    const document = describeNetwork([images, ['one', 'ReLU'], ['two', 'Tanh']]);
    document.wires.push({ from: { node: 'images', port: 'output' }, to: { node: 'two', port: 'input' } });
    const fault = 'two (Tanh): input port input has wires from one and images, expected one';
    expect(texts(document)).toEqual([
      ['one.input', '3×10×8', null],
      ['two.input', '3×10×8', fault],
      ['two.input 1', '3×10×8', fault],
    ]);
  });

  test('nothing where one of its ends is no node', () => {
    const document = describeNetwork([images, ['one', 'ReLU']]);
    document.wires.push({ from: { node: 'ghost', port: 'output' }, to: { node: 'one', port: 'input2' } });
    expect(look(document).wires.length).toBe(1);
  });
});

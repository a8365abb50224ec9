import { describe, expect, test } from 'vitest';
import type { GraphDocument } from '../../shared/document.ts';
import { describeNetwork } from '../conformance/network.ts';
import { modules } from '../nn/registry.ts';
import { analyse } from './analyse.ts';
import { validate } from './validate.ts';

const small = describeNetwork([
  ['images', 'Input'],
  ['view', 'View'],
  ['fc', 'Linear', { outputSize: 7 }],
]);

function sentences(document: GraphDocument): string[] {
  return validate(document, modules).problems.map(({ message }) => message);
}

function wire(from: string, to: string): GraphDocument['wires'][number] {
  const [fromNode, fromPort] = from.split('.');
  const [toNode, toPort] = to.split('.');
  return { from: { node: fromNode, port: fromPort }, to: { node: toNode, port: toPort } };
}

describe('a faulty document gives a Problem', () => {
  test('for an unknown module, with the name that is nearest', () => {
    const document = describeNetwork([
      ['images', 'Input'],
      ['act', 'Relu'],
    ]);
    expect(validate(document, modules).problems).toEqual([
      { code: 'unknown-module', node: 'act', message: 'node act: unknown module "Relu"; did you mean ReLU?' },
    ]);
  });

  test('for an unknown module that is like none', () => {
    expect(
      sentences(
        describeNetwork([
          ['images', 'Input'],
          ['stn', 'AffineGridGenerator'],
        ]),
      ),
    ).toEqual(['node stn: unknown module "AffineGridGenerator"; signalbox modules lists those there are']);
  });

  test('for a name that every object has', () => {
    expect(
      sentences(
        describeNetwork([
          ['images', 'Input'],
          ['odd', 'constructor'],
        ]),
      ),
    ).toEqual(['node odd: unknown module "constructor"; signalbox modules lists those there are']);
  });

  test('for an id that two nodes have', () => {
    const document = { ...small, nodes: [...small.nodes, { ...small.nodes[1], type: 'ReLU' }] };
    expect(validate(document, modules).problems).toEqual([
      {
        code: 'duplicate-id',
        node: 'view',
        message: 'node view: two nodes have this id, expected each id once',
      },
    ]);
  });

  test('for a second Input', () => {
    const document = { ...small, nodes: [...small.nodes, { id: 'more', type: 'Input', params: {} }] };
    expect(sentences(document)).toEqual(['more (Input): found a second Input beside images, expected one']);
  });

  test('for no Input at all', () => {
    expect(sentences({ ...small, nodes: [], wires: [] })).toEqual([
      'no inputs are not supported: found no Input node, expected one',
    ]);
  });

  test('for a port without a wire', () => {
    const document = { ...small, wires: small.wires.slice(1) };
    expect(validate(document, modules).problems).toEqual([
      {
        code: 'missing-wire',
        node: 'view',
        port: 'input',
        message: 'view (View): input port input has no wire, expected one',
      },
    ]);
  });

  test('for two wires into one port', () => {
    const document = { ...small, wires: [...small.wires, wire('images.output', 'fc.input')] };
    expect(validate(document, modules).problems).toEqual([
      {
        code: 'second-wire',
        node: 'fc',
        port: 'input',
        message: 'fc (Linear): input port input has wires from view and images, expected one',
      },
    ]);
  });

  test('for a wire from a node that is not there, at the node it leads to', () => {
    const document = { ...small, wires: [wire('ghost.output', 'view.input'), small.wires[1]] };
    expect(validate(document, modules).problems[0]).toEqual({
      code: 'unknown-node',
      node: 'view',
      message: 'wire ghost.output -> view.input: there is no node ghost',
    });
  });

  test('for a wire between nodes that are not there, at no node', () => {
    const document = { ...small, wires: [...small.wires, wire('ghost.output', 'spectre.input')] };
    expect(validate(document, modules).problems).toEqual([
      { code: 'unknown-node', message: 'wire ghost.output -> spectre.input: there is no node ghost' },
    ]);
  });

  test('for an output port that is not there', () => {
    const document = { ...small, wires: [wire('images.result', 'view.input'), small.wires[1]] };
    expect(sentences(document)[0]).toBe(
      'images (Input): wire images.result -> view.input: there is no output port result, expected output',
    );
  });

  test('for an input port that is not there, beyond those that N gives', () => {
    const document = describeNetwork([
      ['images', 'Input'],
      ['sum', 'CAddTable', { N: 2 }, 'images', 'images', 'images'],
    ]);
    expect(sentences(document)).toEqual([
      'sum (CAddTable): wire images.output -> sum.input3: there is no input port input3, expected input1, input2',
    ]);
  });

  test('for a wire into an Input', () => {
    const document = { ...small, wires: [...small.wires, wire('fc.output', 'images.input')] };
    expect(sentences(document)).toEqual([
      'images (Input): wire fc.output -> images.input: there is no input port input, it takes no wire',
    ]);
  });

  test('for every parameter out of range at once', () => {
    const document = describeNetwork([
      ['images', 'Input'],
      ['conv', 'SpatialConvolution', { kW: 0, bias: 'no', colour: 'red' }],
      ['drop', 'Dropout', { p: 1 }],
    ]);
    expect(sentences(document)).toEqual([
      'conv (SpatialConvolution): has no parameter "colour"; it has nInputPlane, nOutputPlane, kW, kH, dW, dH, padW, padH, bias',
      'conv (SpatialConvolution): parameter kW is 0, expected a whole number from 1 to 4096',
      'conv (SpatialConvolution): parameter bias is "no", expected true or false',
      'drop (Dropout): parameter p is 1, expected a number at least 0 and below 1',
    ]);
  });
});

test('one wrong module in the middle is the only Problem of a graph', () => {
  const document = describeNetwork([
    ['images', 'Input'],
    ['conv', 'SpatialConvolution'],
    ['odd', 'Odd'],
    ['view', 'View'],
    ['fc', 'Linear'],
  ]);
  const { graph, problems, shaped } = analyse(document, modules);
  expect(graph).toBeNull();
  expect(problems.map(({ code, node }) => [code, node])).toEqual([['unknown-module', 'odd']]);
  expect(shaped.get('conv')?.outputShapes).toEqual([[32, 46, 46]]);
});

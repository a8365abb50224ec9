import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { analyse } from '../../engine/graph/analyse.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { GraphNode } from '../../shared/document.ts';
import { changesPorts } from './changesPorts.ts';
import { commonParams, countTypes } from './commonParams.ts';
import { nodePorts } from './inspectedPorts.ts';
import { nodeProblems } from './nodeProblems.ts';

function definition(type: string) {
  const found = modules.get(type);
  if (!found) throw new Error(`there is no module ${type}`);
  return found;
}

const document = describeNetwork([
  ['images', 'Input', { size: [3, 10, 8] }],
  ['conv', 'SpatialConvolution', { nOutputPlane: 7, kW: 0 }],
  ['sum', 'CAddTable', { N: 3 }, 'images', 'images'],
  ['fc', 'Linear', { inputSize: 5 }, 'images'],
]);
const analysis = analyse(document, modules);

function ports(id: string) {
  const node = document.nodes.find((other) => other.id === id);
  if (!node) throw new Error(`there is no node ${id}`);
  return nodePorts(node, document.wires, analysis.shaped);
}

describe('the ports of a node', () => {
  test('know what their wires bring also where it does not fit', () => {
    expect(ports('fc')).toEqual({
      incoming: [{ name: 'input', shape: [3, 10, 8], others: ['images'] }],
      outgoing: [{ name: 'output', shape: undefined, others: [] }],
    });
  });

  test('are all there, wired or not, and name each neighbour once', () => {
    expect(ports('sum').incoming.map(({ name, others }) => [name, others])).toEqual([
      ['input1', ['images']],
      ['input2', ['images']],
      ['input3', []],
    ]);
    expect(ports('images').outgoing[0].others).toEqual(['conv', 'sum', 'fc']);
  });

  test('of an unknown module are those that its wires name', () => {
    const odd = { id: 'odd', type: 'Odd', params: {} };
    const wire = { from: { node: 'images', port: 'output' }, to: { node: 'odd', port: 'grid' } };
    expect(nodePorts(odd, [wire], analysis.shaped)).toEqual({
      incoming: [{ name: 'grid', shape: [3, 10, 8], others: ['images'] }],
      outgoing: [],
    });
  });
});

describe('the problems of a node', () => {
  test('of a parameter are at its field, without the name that stands above', () => {
    const { faults, notices } = nodeProblems(
      analysis.problems,
      'conv',
      definition('SpatialConvolution').params,
    );
    expect([...faults]).toEqual([['kW', 'Parameter kW is 0, expected a whole number from 1 to 4096']]);
    expect(notices).toEqual([]);
  });

  test('of a wire, or with a mend, are above the fields', () => {
    const { faults, notices } = nodeProblems(analysis.problems, 'fc', definition('Linear').params);
    expect(faults.size).toBe(0);
    expect(notices.map(({ code }) => code)).toContain('shape-mismatch');
  });

  test('of a parameter that the module does not have offer to remove it', () => {
    const problem = {
      code: 'param-range',
      message: 'fc (Linear): has no parameter "p"',
      node: 'fc',
      param: 'p',
    };
    const { faults, notices } = nodeProblems([problem], 'fc', definition('Linear').params);
    expect(faults.size).toBe(0);
    expect(notices[0].mends).toEqual([
      { title: 'Remove p', change: { kind: 'setParam', node: 'fc', param: 'p', value: undefined } },
    ]);
  });
});

test('only the number of wires changes the ports', () => {
  expect(changesPorts(definition('CAddTable'), 'N')).toBe(true);
  expect(changesPorts(definition('JoinTable'), 'dimension')).toBe(false);
  expect(changesPorts(definition('SpatialConvolution'), 'nOutputPlane')).toBe(false);
  expect(changesPorts(definition('Linear'), 'bias')).toBe(false);
});

test('nodes have in common what is the same, by default or by word', () => {
  const node = (params: Record<string, unknown>): GraphNode => ({
    id: 'c',
    type: 'SpatialConvolution',
    params,
  });
  const { values, mixed } = commonParams(
    [node({ kW: 3, nOutputPlane: 9 }), node({ nOutputPlane: 9, padW: 2 }), node({ nOutputPlane: 9, kH: 3 })],
    definition('SpatialConvolution').params,
  );
  expect([...mixed]).toEqual(['padW']);
  expect(values).toMatchObject({ kW: 3, kH: 3, nOutputPlane: 9, padH: null, bias: true });
  expect(Object.hasOwn(values, 'padW')).toBe(false);
});

test('types are counted, the most frequent first', () => {
  expect(countTypes([...document.nodes, ...document.nodes.slice(1, 2)])).toEqual([
    ['SpatialConvolution', 2],
    ['Input', 1],
    ['CAddTable', 1],
    ['Linear', 1],
  ]);
});

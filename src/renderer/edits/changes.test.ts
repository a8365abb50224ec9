import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { analyse } from '../../engine/graph/analyse.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { applyMend } from './applyMend.ts';
import { moveNodes, shiftNodes } from './moveNodes.ts';
import { renameFault, renameNode } from './renameNode.ts';
import { setParam } from './setParam.ts';
import { setTraining, setTrainingParam } from './setTraining.ts';

const document = (): GraphDocument =>
  describeNetwork([
    ['input', 'Input', { size: [3, 10, 8] }],
    ['conv1', 'SpatialConvolution', { nInputPlane: 16, nOutputPlane: 7 }],
    ['join1', 'JoinTable', { N: 3 }, 'conv1', 'conv1', 'conv1'],
    ['fc1', 'Linear', { outputSize: 5 }],
  ]);

function node(of: GraphDocument, id: string) {
  return of.nodes.find((other) => other.id === id);
}

describe('parameters', () => {
  test('are set, and brought back to their default by undefined', () => {
    const changed = document();
    setParam(changed, 'conv1', 'kW', 5);
    setParam(changed, 'conv1', 'nInputPlane', undefined);
    expect(node(changed, 'conv1')?.params).toEqual({ nOutputPlane: 7, kW: 5 });
  });

  test('a table with fewer ports loses the wires of those that are gone, and no other', () => {
    const changed = document();
    setParam(changed, 'join1', 'N', 2);
    expect(changed.wires.map(({ to }) => `${to.node}.${to.port}`)).toEqual([
      'conv1.input',
      'join1.input1',
      'join1.input2',
      'fc1.input',
    ]);
  });

  test('the same list again is no change', () => {
    const changed = document();
    const before = node(changed, 'input')?.params.size;
    setParam(changed, 'input', 'size', [3, 10, 8]);
    expect(node(changed, 'input')?.params.size).toBe(before);
  });
});

describe('a mend', () => {
  test('inserts the View that Linear asks for, and then the graph is without that fault', () => {
    const changed = document();
    setParam(changed, 'conv1', 'nInputPlane', undefined);
    const problem = analyse(changed, modules).problems.find(({ code }) => code === 'shape-mismatch');
    const mend = problem?.mends?.[0];
    expect(mend?.title).toBe('Insert View before it');
    expect(mend && applyMend(changed, mend)).toBe('view');
    expect(analyse(changed, modules).problems).toEqual([]);
  });

  test('sets a parameter', () => {
    const changed = document();
    const mend = analyse(changed, modules).problems[0].mends?.[0];
    expect(mend && applyMend(changed, mend)).toBeNull();
    expect(node(changed, 'conv1')?.params.nInputPlane).toBe(3);
  });

  test('takes a wire away', () => {
    const changed = document();
    const to = { node: 'join1', port: 'input2' };
    applyMend(changed, { title: 'Remove the wire', change: { kind: 'removeWire', to } });
    expect(changed.wires.map((wire) => wire.to.port)).toEqual(['input', 'input1', 'input3', 'input']);
  });

  test('stands before a port without a wire', () => {
    const changed = document();
    changed.wires.length = 0;
    const before = { node: 'fc1', port: 'input' };
    const change = { kind: 'insertNode', type: 'View', params: { size: [-1] }, before } as const;
    expect(applyMend(changed, { title: 'Insert View', change })).toBe('view');
    expect(changed.wires).toEqual([{ from: { node: 'view', port: 'output' }, to: before }]);
  });

  test('whose node is gone changes nothing', () => {
    const changed = document();
    for (const change of [
      { kind: 'setParam', node: 'gone', param: 'kW', value: 3 },
      { kind: 'insertNode', type: 'View', params: {}, before: { node: 'gone', port: 'input' } },
      { kind: 'removeWire', to: { node: 'gone', port: 'input' } },
    ] as const) {
      expect(applyMend(changed, { title: '', change })).toBeNull();
    }
    expect(changed).toEqual(document());
  });
});

describe('another id', () => {
  test('goes to every wire of the node', () => {
    const changed = document();
    expect(renameNode(changed, 'conv1', 'stem_7x7')).toBeNull();
    expect(node(changed, 'stem_7x7')?.params.nOutputPlane).toBe(7);
    expect(changed.wires.map(({ from, to }) => `${from.node} -> ${to.node}`)).toEqual([
      'input -> stem_7x7',
      'stem_7x7 -> join1',
      'stem_7x7 -> join1',
      'stem_7x7 -> join1',
      'join1 -> fc1',
    ]);
  });

  test.each([
    ['fc1', 'There is a node fc1 already, expected another id'],
    ['', 'The id of conv1 is empty, expected a letter followed by up to 63 letters, digits or underscores'],
    [
      '7up',
      'The id of conv1 is "7up", expected a letter followed by up to 63 letters, digits or underscores',
    ],
    [
      'a.b',
      'The id of conv1 is "a.b", expected a letter followed by up to 63 letters, digits or underscores',
    ],
  ])('%j is refused: %s', (id, sentence) => {
    const changed = document();
    expect(renameNode(changed, 'conv1', id)?.message).toBe(sentence);
    expect(changed).toEqual(document());
  });

  test('its own is no fault', () => {
    expect(renameFault(document(), 'conv1', 'conv1')).toBeNull();
  });
});

describe('places', () => {
  test('are whole pixels, and a node that is there already is left alone', () => {
    const changed = document();
    moveNodes(changed, new Map([['conv1', { x: 3.4, y: Number.NaN }]]));
    const { position } = node(changed, 'conv1') ?? {};
    expect(position).toEqual({ x: 3, y: 0 });
    moveNodes(changed, new Map([['conv1', { x: 2.6, y: 0.4 }]]));
    expect(node(changed, 'conv1')?.position).toBe(position);
  });

  test('are no farther away than a file may say', () => {
    const changed = document();
    moveNodes(changed, new Map([['conv1', { x: -1e300, y: 1e8 }]]));
    expect(node(changed, 'conv1')?.position).toEqual({ x: -10_000_000, y: 10_000_000 });
  });

  test('the arrow keys move all that is selected, from nowhere too', () => {
    const changed = document();
    moveNodes(changed, new Map([['fc1', { x: 100, y: 30 }]]));
    shiftNodes(changed, new Set(['fc1', 'conv1']), { x: -10, y: 5 });
    expect(node(changed, 'fc1')?.position).toEqual({ x: 90, y: 35 });
    expect(node(changed, 'conv1')?.position).toEqual({ x: -10, y: 5 });
    expect(node(changed, 'input')?.position).toBeUndefined();
  });
});

describe('training', () => {
  test('is set by part, with the parameters of a choice one by one', () => {
    const changed = document();
    const { criterion } = changed.training;
    setTraining(changed, { epochs: 13, criterion: { ...criterion } });
    setTrainingParam(changed, 'optimiser', 'momentum', 0.83);
    setTrainingParam(changed, 'optimiser', 'learningRate', undefined);
    expect(changed.training).toMatchObject({
      epochs: 13,
      batchSize: 4,
      optimiser: { type: 'sgd', params: { momentum: 0.83 } },
    });
    expect(changed.training.optimiser.params).not.toHaveProperty('learningRate');
    expect(changed.training.criterion).toBe(criterion);
  });
});

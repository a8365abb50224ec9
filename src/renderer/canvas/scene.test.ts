import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { analyse } from '../../engine/graph/analyse.ts';
import { modules } from '../../engine/nn/registry.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { createSceneMaker, type SceneSource } from './scene.ts';

function network(): GraphDocument {
  const document = describeNetwork([
    ['images', 'Input', { size: [3, 10, 8] }],
    ['conv', 'SpatialConvolution', { nOutputPlane: 5 }],
    ['act', 'ReLU'],
  ]);
  const nodes = document.nodes.map((node, i) => ({ ...node, position: { x: 7, y: 100 * i } }));
  return { ...document, nodes };
}

function source(document: GraphDocument, more: Partial<SceneSource> = {}): SceneSource {
  return {
    document,
    analysis: analyse(document, modules),
    selection: new Set(),
    selectedWires: new Set(),
    marks: new Map(),
    moved: new Map(),
    ...more,
  };
}

describe('a scene', () => {
  test('has nodes with sizes and ports, so that nothing needs measuring', () => {
    const { nodes, wires } = createSceneMaker()(source(network()));
    const [, conv] = nodes;
    expect(conv.position).toEqual({ x: 7, y: 100 });
    expect(conv.measured).toEqual({ width: conv.data.view.width, height: conv.data.view.height });
    expect(conv.handles?.map(({ id, type, x, y }) => [id, type, x, y])).toEqual([
      ['input', 'target', conv.data.view.width / 2 - 5, -5],
      ['output', 'source', conv.data.view.width / 2 - 5, conv.data.view.height - 5],
    ]);
    expect(wires.map(({ id, source, target }) => [id, source, target])).toEqual([
      ['conv.input', 'images', 'conv'],
      ['act.input', 'conv', 'act'],
    ]);
  });

  test('changes one node while one is dragged, and no wire', () => {
    const make = createSceneMaker();
    const given = source(network());
    const before = make(given);
    const after = make({ ...given, moved: new Map([['conv', { x: 31, y: 99 }]]) });
    expect(after.nodes.map((node, i) => node === before.nodes[i])).toEqual([true, false, true]);
    expect(after.nodes[1].position).toEqual({ x: 31, y: 99 });
    expect(after.nodes[1].data).toBe(before.nodes[1].data);
    expect(after.wires).toBe(before.wires);
  });

  test('changes only what an edit makes look otherwise', () => {
    const make = createSceneMaker();
    const document = network();
    const before = make(source(document));
    const nodes = document.nodes.map((node) =>
      node.id === 'conv' ? { ...node, params: { nOutputPlane: 6 } } : node,
    );
    const after = make(source({ ...document, nodes }));
    expect(after.nodes.map((node, i) => node === before.nodes[i])).toEqual([true, false, false]);
    expect(after.wires.map((wire, i) => wire === before.wires[i])).toEqual([true, false]);
  });

  test('changes what is selected and what was, and no more', () => {
    const make = createSceneMaker();
    const given = source(network(), { selection: new Set(['conv']) });
    const before = make(given);
    const after = make({ ...given, selection: new Set(['act']), selectedWires: new Set(['act.input']) });
    expect(after.nodes.map(({ selected }) => selected)).toEqual([false, false, true]);
    expect(after.nodes[0]).toBe(before.nodes[0]);
    expect(after.wires.map(({ selected }) => selected)).toEqual([false, true]);
    expect(after.wires[0]).toBe(before.wires[0]);
    expect(after.wires[1].data).toBe(before.wires[1].data);
  });

  test('has a line more on the nodes that a profile speaks of, and changes no other', () => {
    const make = createSceneMaker();
    const given = source(network());
    const before = make(given);
    const mark = { text: '12.3 ms · 24 %', spoken: '12.3 ms, 24 % of a step', heat: 1, isTimed: true };
    const after = make({ ...given, marks: new Map([['conv', mark]]) });
    expect(after.nodes.map((node, i) => node === before.nodes[i])).toEqual([true, false, true]);
    const [was, is] = [before, after].map(({ nodes }) => nodes[1].data.view);
    expect(is).toMatchObject({ mark, height: was.height + 16, lines: { time: mark.text } });
    expect(is.spoken).toContain('output 5×8×6, 12.3 ms, 24 % of a step');
    expect(make(given).nodes[1].data.view.height).toBe(was.height);
  });

  test('shows both nodes of one id', () => {
    const document = network();
    const twice = {
      ...document,
      nodes: [...document.nodes, { ...document.nodes[2], position: { x: 400, y: 3 } }],
    };
    const { nodes } = createSceneMaker()(source(twice));
    expect(nodes.map(({ id }) => id)).toEqual(['images', 'conv', 'act', 'act 1']);
    expect(nodes[3].position).toEqual({ x: 400, y: 3 });
    expect(nodes[3].data.view.faults.map(({ code }) => code)).toContain('duplicate-id');
  });
});

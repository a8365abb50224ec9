import { describe, expect, test } from 'vitest';
import { describeNetwork, type NodeWords } from '../../engine/conformance/network.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { candidates } from './fits.ts';
import { insertFound } from './insertFound.ts';
import { addAt, freePlaceFor, placeFor } from './placeModule.ts';
import { searchCandidates } from './searchCandidates.ts';

const nodes: readonly NodeWords[] = [
  ['input', 'Input', { size: [3, 10, 8] }],
  ['conv1', 'SpatialConvolution', { nOutputPlane: 7 }],
  ['relu1', 'ReLU'],
  ['side', 'Tanh', {}, 'conv1'],
];

function network(): GraphDocument {
  const document = describeNetwork(nodes);
  document.nodes.forEach((node, i) => {
    node.position = { x: 300 * Math.floor(i / 3), y: 100 * (i % 3) };
  });
  return document;
}

const centre = { x: 1000, y: 2000 };
const nothing = new Set<string>();

/** Adds a module with something selected: its id, the wires of it, and where it lies. */
function added(type: string, node: readonly string[], wire: readonly string[] = []) {
  const document = network();
  const place = placeFor(document, type, { nodes: new Set(node), wires: new Set(wire) }, centre);
  const id = addAt(document, type, place);
  const wires = document.wires
    .filter(({ from, to }) => from.node === id || to.node === id)
    .map(({ from, to }) => `${from.node} -> ${to.node}.${to.port}`);
  return { id, wires, position: document.nodes.at(-1)?.position };
}

describe('a module added by keyboard', () => {
  test('goes after the selected node and is wired to it', () => {
    expect(added('Dropout', ['relu1'])).toEqual({
      id: 'drop1',
      wires: ['relu1 -> drop1.input'],
      position: { x: 0, y: 300 },
    });
    expect(added('JoinTable', ['side']).wires).toEqual(['side -> join1.input1']);
  });

  test('goes beside what is in the way', () => {
    expect(added('ReLU', ['side']).position).toEqual({ x: 300, y: 100 });
    const document = network();
    document.nodes[0].position = { x: 40, y: 310 };
    const place = placeFor(document, 'Dropout', { nodes: new Set(['relu1']), wires: nothing }, centre);
    expect(place).toMatchObject({ kind: 'free', position: { x: 260, y: 300 }, from: { node: 'relu1' } });
  });

  test('stays free in the middle where the selected node is wired on, or several are selected, or none', () => {
    for (const selected of [['conv1'], ['relu1', 'side'], [], ['gone']]) {
      const { wires, position } = added('SoftMax', selected);
      expect(wires).toEqual([]);
      expect(position?.x).toBe(1000);
      expect(Math.abs((position?.y ?? 0) - 2000)).toBeLessThan(60);
    }
  });

  test('searched without a pointer, goes where nothing lies', () => {
    const document = network();
    const taken = { x: 10, y: 90 };
    const found = freePlaceFor(document, 'SpatialConvolution', taken);
    expect(found).not.toEqual(taken);
    document.nodes.push({ id: 'conv2', type: 'SpatialConvolution', params: {}, position: found });
    expect(freePlaceFor(document, 'ReLU', found)).not.toEqual(found);
    expect(freePlaceFor(document, 'ReLU', { x: -900, y: 50 })).toEqual({ x: -900, y: 50 });
  });

  test('without an input is not wired', () => {
    expect(added('Input', ['relu1']).wires).toEqual([]);
  });

  test('goes into the selected wire', () => {
    expect(added('SpatialBatchNormalization', [], ['relu1.input']).wires).toEqual([
      'bn1 -> relu1.input',
      'conv1 -> bn1.input',
    ]);
    expect(added('Input', [], ['relu1.input']).wires).toEqual([]);
  });

  test('again and again does not cover itself', () => {
    const document = network();
    const places = new Set<string>();
    for (let i = 0; i < 9; i++) {
      const place = placeFor(document, 'View', { nodes: nothing, wires: nothing }, centre);
      addAt(document, 'View', place);
      places.add(JSON.stringify(document.nodes.at(-1)?.position));
    }
    expect(places.size).toBe(9);
  });
});

describe('the search at the pointer', () => {
  const types = (list: readonly { readonly definition: { readonly type: string } }[]) =>
    list.map(({ definition }) => definition.type);

  test('offers everything where nothing is to be wired', () => {
    const empty = { ...network(), nodes: [], wires: [] };
    expect(candidates(empty, {}).every(({ reason }) => reason === null)).toBe(true);
    expect(types(candidates(empty, {}))).toContain('Input');
  });

  test('has an Input below the others where the graph has one, and what was added last above them', () => {
    const { fitting, others } = searchCandidates('', candidates(network(), {}), ['View', 'Input', 'Tanh']);
    expect(types(fitting).slice(0, 3)).toEqual(['View', 'Tanh', 'Linear']);
    expect(others).toEqual([
      expect.objectContaining({ reason: 'the graph has the Input input already, expected one' }),
    ]);
    expect(types(searchCandidates('lin', candidates(network(), {}), ['View']).fitting)).toEqual(['Linear']);
  });

  test('after an output: what has an input; what refuses the shape comes with its reason', () => {
    const offered = candidates(network(), { from: { node: 'relu1', port: 'output' } });
    expect(types(offered)).not.toContain('Input');
    const { fitting, others } = searchCandidates('', offered);
    expect(types(fitting)).toEqual(
      expect.arrayContaining(['ReLU', 'SpatialConvolution', 'View', 'JoinTable']),
    );
    expect(
      Object.fromEntries(others.map(({ definition, reason }) => [definition.type, reason])),
    ).toMatchObject({
      Linear: 'input must be vector or matrix: found 7x8x6 per image, expected one number of features',
      BatchNormalization: expect.stringContaining('only mini-batch supported (2D tensor)'),
    });
  });

  test('a search for what does not fit finds it before what merely contains the letters', () => {
    const found = searchCandidates('lin', candidates(network(), { from: { node: 'relu1', port: 'output' } }));
    expect([types(found.fitting), types(found.others)]).toEqual([[], ['Linear']]);
  });

  test('where the shape is not known, everything with an input may fit', () => {
    const document = network();
    document.wires = document.wires.filter(({ to }) => to.node !== 'conv1');
    const offered = candidates(document, { from: { node: 'relu1', port: 'output' } });
    expect(offered.filter(({ reason }) => reason !== null)).toEqual([]);
  });

  test('before an input: what has an output; an Input of the wrong shape says so', () => {
    const document = { ...network(), nodes: [{ id: 'fc1', type: 'Linear', params: {} }], wires: [] };
    const from = { node: 'fc1', port: 'input', side: 'input' } as const;
    const offered = candidates(document, { from });
    expect(offered.filter(({ reason }) => reason !== null)).toEqual([
      expect.objectContaining({
        reason: expect.stringContaining('input must be vector or matrix: found 3x48x48'),
      }),
    ]);
    expect(types(searchCandidates('', offered).fitting)).toContain('View');
  });

  test('wires what was found to the port it was asked from, whichever side that is', () => {
    const document = network();
    const after = insertFound(document, 'CAddTable', {
      position: centre,
      from: { node: 'relu1', port: 'output' },
    });
    const before = insertFound(document, 'View', {
      position: centre,
      from: { node: 'side', port: 'input', side: 'input' },
    });
    const free = insertFound(document, 'Tanh', { position: centre, from: { node: 'gone', port: 'output' } });
    expect([after, before, free]).toEqual(['add1', 'view', 'tanh1']);
    expect(document.wires.map(({ from, to }) => `${from.node} -> ${to.node}.${to.port}`)).toEqual([
      'input -> conv1.input',
      'conv1 -> relu1.input',
      'view -> side.input',
      'relu1 -> add1.input1',
    ]);
    const [, view] = document.nodes.slice(-3);
    expect(view.position?.x).toBe(1000);
    // Its output port, at its lower edge, lies where the wire was dropped.
    expect(view.position?.y).toBeGreaterThan(1900);
    expect(view.position?.y).toBeLessThan(1970);
  });

  test('puts what was found into a wire', () => {
    const document = network();
    expect(insertFound(document, 'Dropout', { position: centre, wire: 'side.input' })).toBe('drop1');
    expect(document.wires.slice(-2).map(({ from, to }) => `${from.node} -> ${to.node}`)).toEqual([
      'drop1 -> side',
      'conv1 -> drop1',
    ]);
  });
});

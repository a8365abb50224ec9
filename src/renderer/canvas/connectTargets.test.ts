import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import { analyse } from '../../engine/graph/analyse.ts';
import { modules } from '../../engine/nn/registry.ts';
import { wireFault } from '../edits/wires.ts';
import {
  byNearness,
  connectTargets,
  endKey,
  type PortEnd,
  portForDrop,
  wireBetween,
} from './connectTargets.ts';
import { nodeView } from './nodeView.ts';
import { wiringOf } from './wiring.ts';

const document = describeNetwork([
  ['images', 'Input', { size: [3, 10, 8] }],
  ['conv', 'SpatialConvolution', { nOutputPlane: 3 }],
  ['act', 'ReLU'],
  ['sum', 'CAddTable', { N: 2 }, 'act'],
  ['free', 'Tanh'],
]);
document.wires = document.wires.filter(({ to }) => to.node !== 'sum' && to.node !== 'free');
document.wires.push({ from: { node: 'act', port: 'output' }, to: { node: 'sum', port: 'input1' } });

const wiring = wiringOf(document.wires);
const { shaped } = analyse(document, modules);
const views = new Map(
  document.nodes.map(
    (node) => [node.id, nodeView(node, { wiring, shaped, faults: new Map(), marks: new Map() })] as const,
  ),
);
const output = (node: string): PortEnd => ({ node, port: 'output', side: 'output' });
const input = (node: string, port = 'input'): PortEnd => ({ node, port, side: 'input' });
const names = (ends: readonly PortEnd[]) => ends.map(({ node, port }) => `${node}.${port}`);

describe('a wire may lead', () => {
  test('from an output to every input but those behind it', () => {
    expect(names(connectTargets(output('act'), views, wiring))).toEqual([
      'sum.input1',
      'sum.input2',
      'free.input',
    ]);
  });

  test('from an input to every output but those it leads to', () => {
    expect(names(connectTargets(input('act'), views, wiring))).toEqual([
      'images.output',
      'conv.output',
      'free.output',
    ]);
  });

  test('exactly where the one judgement of a wire lets it', () => {
    const ends = document.nodes.flatMap(({ id }) => {
      const view = views.get(id);
      const inputs = view?.inputs.map(({ name }) => input(id, name)) ?? [];
      return [...inputs, ...(view?.outputs.map(() => output(id)) ?? [])];
    });
    for (const start of ends) {
      const open = new Set(connectTargets(start, views, wiring).map(endKey));
      for (const end of ends.filter(({ side }) => side !== start.side)) {
        const allowed = wireFault(document, wireBetween(start, end)) === null;
        expect([endKey(start), endKey(end), open.has(endKey(end))]).toEqual([
          endKey(start),
          endKey(end),
          allowed,
        ]);
      }
    }
  });
});

test('a wire leads from the output to the input, whichever was named first', () => {
  const wire = { from: { node: 'conv', port: 'output' }, to: { node: 'sum', port: 'input2' } };
  expect(wireBetween(output('conv'), input('sum', 'input2'))).toEqual(wire);
  expect(wireBetween(input('sum', 'input2'), output('conv'))).toEqual(wire);
});

test('free ports are offered before taken ones, near ones before far ones, those ahead before those behind', () => {
  const places = new Map([
    ['start', { x: 0, y: 0 }],
    ['near', { x: 20, y: 90 }],
    ['far', { x: 0, y: 400 }],
    ['above', { x: 0, y: -150 }],
    ['taken', { x: 0, y: 10 }],
  ]);
  const ends = ['taken', 'above', 'far', 'near'].map((id) => input(id));
  const sorted = byNearness(
    ends,
    output('start'),
    ({ node }) => places.get(node) ?? { x: 0, y: 0 },
    ({ node }) => node === 'taken',
  );
  expect(sorted.map(({ node }) => node)).toEqual(['near', 'far', 'above', 'taken']);
});

describe('a wire dropped on a node', () => {
  const sum = views.get('sum');
  test('takes its free port, else its first one', () => {
    expect(sum && portForDrop(output('free'), sum, () => true)).toEqual(input('sum', 'input2'));
    expect(sum && portForDrop(output('free'), sum, ({ port }) => port === 'input1')).toEqual(
      input('sum', 'input1'),
    );
  });

  test('finds none where none is open', () => {
    expect(sum && portForDrop(output('free'), sum, () => false)).toBeNull();
    const images = views.get('images');
    expect(images && portForDrop(output('free'), images, () => true)).toBeNull();
  });
});

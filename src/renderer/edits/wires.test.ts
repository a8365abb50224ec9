import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../engine/conformance/network.ts';
import type { GraphDocument, Wire } from '../../shared/document.ts';
import { connectWire, insertOnWire, removeWires, wireFault } from './wires.ts';

/** `conv1 -> add1.input2`, with the ports most nodes have. */
function wire(text: string): Wire {
  const [from, to] = text.split(' -> ').map((end) => end.split('.'));
  return { from: { node: from[0], port: from[1] ?? 'output' }, to: { node: to[0], port: to[1] ?? 'input' } };
}

function written({ wires }: GraphDocument): string[] {
  return wires.map(({ from, to }) => `${from.node} -> ${to.node}.${to.port}`);
}

const residual = () =>
  describeNetwork([
    ['input', 'Input', { size: [3, 10, 8] }],
    ['conv1', 'SpatialConvolution', { nOutputPlane: 3, padW: 1, kW: 3, kH: 3 }],
    ['relu1', 'ReLU'],
    ['add1', 'CAddTable', { N: 2 }, 'input', 'relu1'],
    ['fc1', 'Linear', { outputSize: 5 }],
  ]);

describe('drawing a wire', () => {
  test('takes the place of the one that ends there', () => {
    const document = residual();
    connectWire(document, wire('conv1 -> add1.input2'));
    expect(written(document)).toEqual([
      'input -> conv1.input',
      'conv1 -> relu1.input',
      'input -> add1.input1',
      'conv1 -> add1.input2',
      'add1 -> fc1.input',
    ]);
  });

  test('leaves one wire where a file brought several into one input', () => {
    const document = residual();
    document.wires.push(wire('conv1 -> fc1'), wire('relu1 -> fc1'));
    connectWire(document, wire('input -> fc1'));
    expect(written(document).filter((text) => text.endsWith('fc1.input'))).toEqual(['input -> fc1.input']);
  });

  test('takes wires away by key', () => {
    const document = residual();
    removeWires(document, new Set(['add1.input1', 'relu1.input', 'nobody.input']));
    expect(written(document)).toEqual(['input -> conv1.input', 'relu1 -> add1.input2', 'add1 -> fc1.input']);
  });
});

describe('a wire may not be drawn', () => {
  test.each([
    ['ghost -> fc1', 'There is no node ghost to wire'],
    ['conv1 -> ghost', 'There is no node ghost to wire'],
    [
      'conv1 -> conv1',
      'conv1 (SpatialConvolution): a node cannot feed itself, expected a wire from another node',
    ],
    [
      'conv1.sideways -> fc1',
      'conv1 (SpatialConvolution): there is no output port sideways, expected output',
    ],
    ['conv1 -> add1.input3', 'add1 (CAddTable): there is no input port input3, expected input1, input2'],
    ['conv1 -> input', 'input (Input): there is no input port input, it has no input'],
    ['relu1 -> conv1', 'A wire from relu1 to conv1 would close a cycle: conv1 -> relu1 -> conv1'],
    ['fc1 -> conv1', 'A wire from fc1 to conv1 would close a cycle: conv1 -> relu1 -> add1 -> fc1 -> conv1'],
  ])('%s: %s', (text, sentence) => {
    expect(wireFault(residual(), wire(text))?.message).toBe(sentence);
  });

  test.each(['conv1 -> add1.input1', 'input -> fc1', 'conv1 -> fc1', 'conv1 -> relu1'])(
    '%s may, though its shape may not fit',
    (text) => {
      expect(wireFault(residual(), wire(text))).toBeNull();
    },
  );

  test('a node of an unknown module may have any port', () => {
    const document = residual();
    document.nodes.push({ id: 'odd', type: 'Odd', params: {} });
    expect(wireFault(document, wire('conv1 -> odd.left'))).toBeNull();
    expect(wireFault(document, wire('odd.right -> fc1'))).toBeNull();
  });

  test('a file with a cycle in it is walked once', () => {
    const document = residual();
    document.wires.push(wire('fc1 -> relu1'));
    expect(wireFault(document, wire('fc1 -> add1.input1'))?.code).toBe('cycle');
    expect(wireFault(document, wire('input -> add1.input1'))).toBeNull();
  });

  test('500 nodes in a chain with skips are judged in the time of a frame many times over', () => {
    const document = describeNetwork([
      ['input', 'Input'],
      ...Array.from({ length: 499 }, (_, i) => [`relu${i + 1}`, 'ReLU'] as const),
    ]);
    const backwards = wire('relu499 -> relu1');
    const start = performance.now();
    for (let i = 0; i < 100; i++) expect(wireFault(document, backwards)?.code).toBe('cycle');
    // Under 1 ms each on a quiet machine; a quadratic walk would take far longer than this.
    expect((performance.now() - start) / 100).toBeLessThan(8);
    expect(wireFault(document, backwards)?.message).toBe(
      'A wire from relu499 to relu1 would close a cycle: relu1 -> relu2 -> relu3 -> … -> relu497 -> relu498 -> relu499 -> relu1',
    );
  });
});

describe('a node put into a wire', () => {
  test('takes the wire and feeds where it led', () => {
    const document = residual();
    const id = insertOnWire(document, 'fc1.input', {
      type: 'JoinTable',
      params: { N: 3 },
      position: { x: 5, y: 6 },
    });
    expect(id).toBe('join1');
    expect(document.nodes.at(-1)?.position).toEqual({ x: 5, y: 6 });
    expect(written(document).slice(-2)).toEqual(['join1 -> fc1.input', 'add1 -> join1.input1']);
    expect(document.wires.length).toBe(6);
  });

  test('is not made where there is no such wire, no input, or no such module', () => {
    const document = residual();
    expect(insertOnWire(document, 'input.input', { type: 'ReLU' })).toBeNull();
    expect(insertOnWire(document, 'fc1.input', { type: 'Input' })).toBeNull();
    expect(insertOnWire(document, 'fc1.input', { type: 'Odd' })).toBeNull();
    expect(document).toEqual(residual());
  });

  test('moves on what hangs on the wire where there is no room, along the way the graph runs', () => {
    const document = residual();
    document.nodes.forEach((node, i) => {
      node.position = { x: 0, y: 100 * i };
    });
    insertOnWire(document, 'relu1.input', { type: 'SpatialBatchNormalization' });
    const places = Object.fromEntries(document.nodes.map(({ id, position }) => [id, position?.y]));
    expect(places).toEqual({ input: 0, conv1: 100, bn1: 200, relu1: 300, add1: 400, fc1: 500 });
  });

  test('goes into the middle where there is room', () => {
    const document = residual();
    document.nodes[1].position = { x: 100, y: 40 };
    document.nodes[2].position = { x: 900, y: 60 };
    insertOnWire(document, 'relu1.input', { type: 'ReLU' });
    expect(document.nodes.at(-1)?.position).toEqual({ x: 500, y: 50 });
    expect(document.nodes[2].position).toEqual({ x: 900, y: 60 });
  });
});

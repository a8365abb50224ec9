import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DOCUMENT_LIMITS, type GraphDocument } from './document.ts';
import { parseDocument, readDocument, writeDocument } from './documentFile.ts';
import { project } from './testing/project.ts';

const graphs = join(import.meta.dirname, '../../resources/graphs');

const names = readdirSync(graphs).filter((name) => name.endsWith('.json'));

test.each(names)('%s comes back letter by letter from reading and writing', (name) => {
  const text = readFileSync(join(graphs, name), 'utf8');
  expect(writeDocument(readDocument(text, name))).toBe(text);
});

test('each node and each wire has a line of its own', () => {
  const document = readDocument(readFileSync(join(graphs, 'resnet-tiny.json'), 'utf8'), 'resnet-tiny.json');
  const lines = writeDocument(document).split('\n');
  for (const node of document.nodes) {
    expect(lines.filter((line) => line.startsWith(`    { "id": "${node.id}", `))).toHaveLength(1);
  }
  expect(lines.filter((line) => line.startsWith('    { "from": '))).toHaveLength(document.wires.length);
});

test('the order of keys in a file leaves no trace in what is written', () => {
  const training = { epochs: 3, ...(project().training as object) };
  const there = project({
    nodes: [{ id: 'c', type: 'SpatialConvolution', params: { kW: 3, dH: 2, nOutputPlane: 5 }, label: 'x' }],
    training,
  });
  const back = {
    training: Object.fromEntries(Object.entries(training).reverse()),
    nodes: [{ label: 'x', params: { nOutputPlane: 5, dH: 2, kW: 3 }, type: 'SpatialConvolution', id: 'c' }],
    wires: there.wires,
    version: 1,
  };
  expect(writeDocument(parseDocument(back, 'b'))).toBe(writeDocument(parseDocument(there, 'a')));
});

test('what may be left out is filled in', () => {
  const { training, nodes } = readDocument(
    JSON.stringify(project({ nodes: [{ id: 'r', type: 'ReLU' }] })),
    'f',
  );
  expect(nodes).toEqual([{ id: 'r', type: 'ReLU', params: {} }]);
  expect(training).toMatchObject({ schedule: { type: 'constant', params: {} }, augmentation: 'none' });
  expect([training.balance, training.averaging]).toEqual([0, null]);
  const averaged = { ...(project().training as object), averaging: {} };
  const { averaging } = parseDocument(project({ training: averaged }), 'f').training;
  expect(averaging).toEqual({ decay: 0.98, every: 5 });
});

test('what a short run wants is written where it is asked for, and nowhere else', () => {
  const plain = parseDocument(project(), 'f');
  expect(writeDocument(plain)).not.toMatch(/balance|averaging/);
  const averaging = { every: 3, decay: 0.9 };
  const training = { ...plain.training, epochs: 0.4, balance: 0.5, averaging };
  expect(writeDocument({ ...plain, training })).toContain(
    [
      '    "epochs": 0.4,',
      `    "batchSize": ${training.batchSize},`,
      '    "balance": 0.5,',
      '    "averaging": { "decay": 0.9, "every": 3 }',
    ].join('\n'),
  );
});

test('any project that can be read comes back equal from what is written of it', () => {
  const text = fc.string({ unit: 'binary', maxLength: 12 });
  const name = fc.oneof(
    fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,9}$/),
    fc.constantFrom('constructor', 'toString', 'hasOwnProperty', 'valueOf'),
  );
  const key = fc.oneof(
    name,
    fc.string({ unit: 'binary', minLength: 1, maxLength: 9 }),
    fc.constantFrom('10', '9'),
  );
  const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });
  const params = fc.dictionary(key, value, { maxKeys: 4 });
  const [min, max] = [-DOCUMENT_LIMITS.position, DOCUMENT_LIMITS.position];
  const position = fc.record({ x: fc.integer({ min, max }), y: fc.double({ min, max, noNaN: true }) });
  const choice = fc.record({ type: fc.constantFrom('sgd', 'x'), params });
  const documents = fc.record({
    version: fc.constant(1),
    nodes: fc.array(
      fc.record(
        { id: name, type: fc.constantFrom('ReLU', 'prototype', '限速'), params, position, label: text },
        { requiredKeys: ['id', 'type'] },
      ),
      { maxLength: 4 },
    ),
    wires: fc.array(
      fc.record({
        from: fc.record({ node: text, port: name }),
        to: fc.record({ node: name, port: name }),
      }),
      { maxLength: 3 },
    ),
    training: fc.record({
      criterion: choice,
      optimiser: choice,
      schedule: choice,
      augmentation: text,
      epochs: fc.double({ min: 0, max: 1_000_000, noNaN: true }),
      balance: fc.double({ min: 0, max: 1, noNaN: true }),
      averaging: fc.option(
        fc.record({
          decay: fc.double({ min: 0, max: 1, noNaN: true }),
          every: fc.integer({ min: 1, max: 1_000_000 }),
        }),
      ),
    }),
  });
  fc.assert(
    fc.property(documents, (json) => {
      const document = readDocument(JSON.stringify(json), 'f');
      const written = writeDocument(document);
      const again = readDocument(written, 'f');
      expect(writeDocument(again)).toBe(written);
      expect(withoutNegativeZero(again)).toEqual(withoutNegativeZero(document));
    }),
    { numRuns: 300, seed: 20261 },
  );
});

/** JSON has one zero. */
function withoutNegativeZero(document: GraphDocument): unknown {
  return JSON.parse(JSON.stringify(document));
}

test('a number that JSON cannot hold is never written', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const document = parseDocument(project(), 'f');
    document.nodes[0].params.outputSize = value;
    expect(() => writeDocument(document)).toThrow(`a project cannot hold the number ${value}`);
  }
});

import { expect, test } from 'vitest';
import { DOCUMENT_LIMITS } from './document.ts';
import { parseDocument, readDocument, writeDocument } from './documentFile.ts';
import { node, project, sentence } from './testing/project.ts';

test.each([
  ['', 'signs.json is truncated: it ends at line 1, column 1, where a value is missing'],
  ['P6 9 9 255', 'signs.json is not valid JSON: at line 1, column 1 a value was expected, found "P"'],
  ['[1]', 'signs.json is not a Signalbox project: expected a JSON object with nodes and wires'],
  ['null', 'signs.json is not a Signalbox project: expected a JSON object with nodes and wires'],
  [
    '{"keras_version": "2"}',
    'signs.json is not a Signalbox project: field version is missing, expected a whole number',
  ],
  [
    '{"version": "1"}',
    'signs.json is not a Signalbox project: field version is "1", expected a whole number',
  ],
  [
    '{"version": 1.5}',
    'signs.json is not a Signalbox project: field version is 1.5, expected a whole number',
  ],
  [
    '{"version": 12}',
    'signs.json was written by a newer Signalbox: its version is 12, this program reads up to 1',
  ],
  ['{"version": 0}', 'signs.json: version 0 is unknown, expected 1 to 1'],
  ['{"version": -3e9}', 'signs.json: version -3000000000 is unknown, expected 1 to 1'],
])('%j is refused with one sentence', (text, expected) => {
  expect(sentence(text)).toBe(expected);
});

test.each([
  [{ nodes: 3 }, 'field nodes is not as expected: Invalid input: expected array, received number'],
  [
    { nodes: [node, { ...node, id: '1st' }] },
    'field nodes[1].id is not as expected: must be a letter followed by up to 63 letters, digits or underscores',
  ],
  [
    { nodes: [{ ...node, id: '__proto__' }] },
    'field nodes[0].id is not as expected: must be a letter followed by up to 63 letters, digits or underscores',
  ],
  [
    { nodes: [{ ...node, params: [] }] },
    'field nodes[0].params is not as expected: Invalid input: expected record, received array',
  ],
  [{ nodes: [{ ...node, typo: 1 }] }, 'field nodes[0] is not as expected: Unrecognized key: "typo"'],
  [
    { wires: [{ from: { node: 'a', port: 'o' }, to: { node: 'b' } }] },
    'field wires[0].to.port is not as expected: Invalid input: expected string, received undefined',
  ],
  [
    { training: undefined },
    'field training is not as expected: Invalid input: expected object, received undefined',
  ],
  [
    { training: { ...(project().training as object), epochs: -0.5 } },
    'field training.epochs is not as expected: Too small: expected number to be >=0',
  ],
  [
    { training: { ...(project().training as object), epochs: 1_000_000.5 } },
    'field training.epochs is not as expected: Too big: expected number to be <=1000000',
  ],
  [
    { training: { ...(project().training as object), balance: 1.2 } },
    'field training.balance is not as expected: Too big: expected number to be <=1',
  ],
  [
    { training: { ...(project().training as object), averaging: { decay: -0.1 } } },
    'field training.averaging.decay is not as expected: Too small: expected number to be >=0',
  ],
  [
    { training: { ...(project().training as object), averaging: { every: 2.5 } } },
    'field training.averaging.every is not as expected: Invalid input: expected int, received number',
  ],
  [
    { training: { ...(project().training as object), batchSize: 0 } },
    'field training.batchSize is not as expected: Too small: expected number to be >=1',
  ],
  [{ code: 'x' }, 'the file is not as expected: Unrecognized key: "code"'],
])('a wrong field is named (case %#)', (more, expected) => {
  expect(sentence(JSON.stringify(project(more)))).toBe(`signs.json: ${expected}`);
});

test('every cut of a project says that it is cut, or where it is no JSON', () => {
  const text = writeDocument(parseDocument(project(), 'f')).trimEnd();
  for (let length = 0; length < text.length; length++) {
    expect(sentence(text.slice(0, length))).toMatch(
      /^signs\.json is (truncated: it ends at|not valid JSON: at) line \d+, column \d+,? /,
    );
  }
});

test('hostile names of parameters neither reach a prototype nor pass unseen', () => {
  const text = JSON.stringify(project()).replace(
    '"outputSize":7',
    '"outputSize":7,"__proto__":{"polluted":1}',
  );
  const refused = 'is not as expected: no field may have this name';
  expect(sentence(text)).toBe(`signs.json: field nodes[0].params.__proto__ ${refused}`);
  const deeper = text.replace('"__proto__"', '"list":[{},{"\\u005f_proto__":1}],"x"');
  expect(sentence(deeper)).toBe(`signs.json: field nodes[0].params.list[1].__proto__ ${refused}`);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  const params = { constructor: 1, toString: { valueOf: 2 }, prototype: [3] };
  const document = parseDocument(project({ nodes: [{ ...node, id: 'constructor', params }] }), 'f');
  expect(readDocument(writeDocument(document), 'f').nodes[0]).toEqual({ ...node, id: 'constructor', params });
});

test('a file may not make its sentence long', () => {
  const text = JSON.stringify(project({ ['k'.repeat(100_000)]: 1 }));
  expect(sentence(text).length).toBeLessThan(300);
  expect(sentence(JSON.stringify({ version: 'v'.repeat(100_000) })).length).toBeLessThan(300);
});

test('limits on wires are sentences', () => {
  const wire = (from: string, to: string) => ({
    from: { node: from, port: 'output' },
    to: { node: to, port: 'input' },
  });
  const found = (wires: unknown[]) => sentence(JSON.stringify(project({ nodes: [], wires })));
  expect(found(Array.from({ length: 20_001 }, () => wire('a', 'b')))).toBe(
    'signs.json has 20001 wires, expected at most 20000',
  );
  expect(found(Array.from({ length: 203 }, (_, i) => wire(`a${i}`, 'b')))).toBe(
    'signs.json: 203 wires lead to node b, expected at most 200',
  );
  const named = Array.from({ length: 207 }, (_, i) => ({
    ...wire('a', `b${i}`),
    from: { node: 'a', port: `p${i}` },
  }));
  expect(found(named)).toBe('signs.json: wires name 207 output ports of node a, expected at most 200');
  const fan = Array.from({ length: 4000 }, (_, i) => wire('a', `b${i}`));
  expect(parseDocument(project({ nodes: [], wires: fan }), 'signs.json').wires).toHaveLength(4000);
});

test('limits on nodes, labels and depth are sentences', () => {
  const nodes = Array.from({ length: DOCUMENT_LIMITS.nodes + 1 }, (_, i) => ({ ...node, id: `n${i}` }));
  expect(sentence(JSON.stringify(project({ nodes })))).toBe(
    'signs.json has 5001 nodes, expected at most 5000',
  );
  const label = 'x'.repeat(DOCUMENT_LIMITS.labelLength + 1);
  expect(sentence(JSON.stringify(project({ nodes: [{ ...node, label }] })))).toContain(
    'field nodes[0].label',
  );
  const far = { ...node, position: { x: 3, y: -1e300 } };
  expect(sentence(JSON.stringify(project({ nodes: [far] })))).toContain('field nodes[0].position.y');
  const deep = JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`) as unknown;
  expect(sentence(JSON.stringify(project({ deep })))).toContain('signs.json is nested deeper than 64 levels');
});

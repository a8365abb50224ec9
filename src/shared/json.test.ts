import { expect, test } from 'vitest';
import { readJson } from './json.ts';
import { ProblemError } from './problem.ts';

const limits = { file: 'graph.json' };

function problemOf(text: string, more = {}): string {
  try {
    readJson(text, { ...limits, ...more });
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.code}: ${error.message}`;
    throw error;
  }
  return 'none';
}

test.each([
  '{"a": [1, -2.5e-3, true, false, null, "\\u00e9\\n\\"x\\""], "b": {}, "c": []}',
  ' \r\n\t7 ',
  '"größer"',
  '[[], {"": [{}]}]',
  '-0',
])('%s is read as JSON.parse reads it', (text) => {
  expect(readJson(text, limits)).toEqual(JSON.parse(text));
});

test('a byte order mark is passed over', () => {
  expect(readJson('\ufeff{"a": 3}', limits)).toEqual({ a: 3 });
});

test.each([
  [
    '{\n  "a": 1,\n  "b" 2\n}',
    'bad-json: graph.json is not valid JSON: at line 3, column 7 ":" was expected, found "2"',
  ],
  ['[1, 2,]', 'bad-json: graph.json is not valid JSON: at line 1, column 7 a value was expected, found "]"'],
  [
    '{"a": 1, }',
    'bad-json: graph.json is not valid JSON: at line 1, column 10 a key was expected, found "}"',
  ],
  ['[1 2]', 'bad-json: graph.json is not valid JSON: at line 1, column 4 "," or "]" was expected, found "2"'],
  [
    '{} x',
    'bad-json: graph.json is not valid JSON: at line 1, column 4 the end of the file was expected, found "x"',
  ],
  ['hello', 'bad-json: graph.json is not valid JSON: at line 1, column 1 a value was expected, found "h"'],
  [
    '["a\nb"]',
    'bad-json: graph.json is not valid JSON: at line 1, column 4 a string holds a control character',
  ],
  [
    '["a\\x"]',
    'bad-json: graph.json is not valid JSON: at line 1, column 4 a string holds an unknown escape',
  ],
  [
    '{"a":1,"\\u0061":2}',
    'bad-json: graph.json is not valid JSON: at line 1, column 8 the key "a" is repeated',
  ],
  ['[1e999]', 'bad-json: graph.json is not valid JSON: at line 1, column 2 a number is too large'],
  ['[01]', 'bad-json: graph.json is not valid JSON: at line 1, column 3 "," or "]" was expected, found "1"'],
  ['[.5]', 'bad-json: graph.json is not valid JSON: at line 1, column 2 a value was expected, found "."'],
])('%j is refused with its line and column', (text, sentence) => {
  expect(problemOf(text)).toBe(sentence);
});

test.each([
  ['', 'a value is missing'],
  ['{"a": 1,\n "b": [3', '"," or "]" is missing'],
  ['{"a"', '":" is missing'],
  ['{"a": "xy', 'the end of a string is missing'],
  ['{"a": "x\\u00', 'the end of a string is missing'],
  ['{"a": tr', 'a value is missing'],
  ['{', 'a key is missing'],
])('%j is said to end early', (text, says) => {
  const lines = text.split('\n');
  const place = `line ${lines.length}, column ${lines[lines.length - 1].length + 1}`;
  expect(problemOf(text)).toBe(`truncated: graph.json is truncated: it ends at ${place}, where ${says}`);
});

test('every cut of a good text is called truncated', () => {
  const text = JSON.stringify({ nodes: [{ id: 'a\\b"c', on: true, at: null }], list: ['x', 'é', {}, []] });
  for (let i = 0; i < text.length; i++)
    expect(problemOf(text.slice(0, i))).toContain('is truncated: it ends at');
});

test('depth is judged on the text, before anything is built', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
  expect(problemOf(nested(64))).toBe('none');
  expect(problemOf(nested(65))).toBe(
    'too-deep: graph.json is nested deeper than 64 levels (line 1, column 65)',
  );
  expect(problemOf('[{"a":'.repeat(1_000_000))).toContain('too-deep');
  expect(problemOf(`"${'['.repeat(70)}"`)).toBe('none');
  expect(problemOf(nested(3), { depth: 2 })).toContain('deeper than 2 levels');
});

test('size is judged first', () => {
  expect(problemOf('[1, 2, 3]', { bytes: 8 })).toBe(
    'too-large: graph.json is too large: 9 characters, at most 8 are read',
  );
});

test('a key of the prototype is an ordinary key', () => {
  const value = readJson('{"__proto__": {"polluted": 1}}', limits) as object;
  expect(Object.keys(value)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test.each(['letter by letter', 'x\\', 'é\n'])('a long string of %j costs no stack', (part) => {
  const text = JSON.stringify({ weights: part.repeat(1_000_000) });
  expect(readJson(text, { ...limits, bytes: text.length })).toEqual(JSON.parse(text));
});

import { expect, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { readRunFile, writeRunFile } from './runFile.ts';
import { run } from './testing/runScenario.ts';

function sentence(text: string): string {
  try {
    readRunFile(text, 'run.json');
  } catch (error) {
    if (error instanceof ProblemError && error.problem.file === 'run.json') return error.message;
    throw error;
  }
  return 'none';
}

test('a run comes back as it was written', () => {
  const unusual = {
    ...run,
    seed: Number.MAX_SAFE_INTEGER,
    limit: 3,
    data: { ...run.data, path: '/a b/"c"\n🚸', test: '', classes: ['__proto__', '=cmd()', ''] },
  };
  const unread = { ...run, data: { ...run.data, hash: null } };
  for (const one of [run, unusual, unread]) expect(readRunFile(writeRunFile(one), 'run.json')).toEqual(one);
});

test.each([
  [{ seed: -1 }, 'field seed: Too small: expected number to be >=0'],
  [{ seed: 2 ** 53 }, 'field seed: Too big: expected int to be <=9007199254740991'],
  [{ seed: 1.5 }, 'field seed: Invalid input: expected int, received number'],
  [{ version: 2 }, 'field version: Invalid input: expected 1'],
  [{ validationShare: 1 }, 'field validationShare: Too big: expected number to be <=0.9'],
  [{ limit: 0 }, 'field limit: Too small: expected number to be >=1'],
  [{ data: { ...run.data, classes: [] } }, 'field data.classes: Too small: expected array to have >=1 items'],
  [
    { data: { ...run.data, hash: undefined } },
    'field data.hash: Invalid input: expected string, received undefined',
  ],
  [{ extra: 1 }, 'field (all): Unrecognized key: "extra"'],
])('a wrong field is named (case %#)', (more, expected) => {
  expect(sentence(JSON.stringify({ ...run, ...more }))).toBe(`run.json does not describe a run: ${expected}`);
});

test('a run file that is cut or is no JSON says where', () => {
  const text = writeRunFile(run);
  expect(sentence(text.slice(0, 40))).toMatch(/^run\.json is truncated: it ends at line 3, column \d+/);
  expect(sentence('\u0000\u0000')).toMatch(/^run\.json is not valid JSON: at line 1, column 1/);
});

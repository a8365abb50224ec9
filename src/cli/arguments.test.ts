import { expect, test } from 'vitest';
import { ProblemError } from '../shared/problem.ts';
import { parseArguments } from './arguments.ts';

const usage = 'signalbox try FILE [--seed N]';
const options = {
  json: { kind: 'flag' },
  data: { kind: 'text' },
  seed: { kind: 'integer', min: 0 },
  limit: { kind: 'integer', min: 1 },
  share: { kind: 'number', min: 0, max: 0.9 },
  checkpoint: { kind: 'choice', choices: ['best', 'last'] },
} as const;

const parse = (args: readonly string[], positionals = { min: 0, max: 1 }) =>
  parseArguments(args, options, usage, positionals);

function sentence(args: readonly string[], positionals?: { min: number; max: number }): string {
  try {
    parse(args, positionals);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'usage') return error.message;
    throw error;
  }
  return 'none';
}

test('options come as what they are declared to be, those not given as undefined', () => {
  const args = ['a.json', '--json', '--data=x=y', '--seed', '7', '--share', '.25', '--checkpoint', 'last'];
  expect(parse(args)).toEqual({
    options: { json: true, data: 'x=y', seed: 7, limit: undefined, share: 0.25, checkpoint: 'last' },
    positionals: ['a.json'],
  });
  expect(parse([])).toEqual({
    options: {
      json: false,
      data: undefined,
      seed: undefined,
      limit: undefined,
      share: undefined,
      checkpoint: undefined,
    },
    positionals: [],
  });
});

test.each([
  ['0', 0],
  ['1e3', 1000],
  ['+12', 12],
  ['9007199254740991', Number.MAX_SAFE_INTEGER],
])('--seed %s is a whole number', (text, value) => {
  expect(parse(['--seed', text]).options.seed).toBe(value);
});

test('what follows -- is no option', () => {
  expect(parse(['--', '--seed']).positionals).toEqual(['--seed']);
});

test.each([
  '1.5',
  '-0.5',
  '0x10',
  ' 7',
  '7 ',
  '1e999',
  'NaN',
  'Infinity',
  '9007199254740992',
  'seven',
  '1,000',
  '٣',
])('--seed=%s is told with what was expected', (text) => {
  expect(sentence([`--seed=${text}`])).toBe(
    `option --seed is ${text}, expected a whole number of at least 0`,
  );
});

test.each([
  [['--limit', '0'], 'option --limit is 0, expected a whole number of at least 1'],
  [['--share', '0.91'], 'option --share is 0.91, expected a number from 0 to 0.9'],
  [['--share=-0.1'], 'option --share is -0.1, expected a number from 0 to 0.9'],
  [['--data='], 'option --data is empty, expected a value'],
  [['--seed', ''], 'option --seed is empty, expected a value'],
  [['--checkpoint', 'constructor'], 'option --checkpoint is constructor, expected one of best, last'],
  [['--sed', '1'], `Unknown option '--sed'; usage: ${usage}`],
  [['--__proto__', '1'], `Unknown option '--__proto__'; usage: ${usage}`],
  [['-x'], `Unknown option '-x'; usage: ${usage}`],
  [['--seed'], `Option '--seed <value>' argument missing; usage: ${usage}`],
  [['--seed', '-1'], `Option '--seed' argument is ambiguous; usage: ${usage}`],
  [['--json=yes'], `Option '--json' does not take an argument; usage: ${usage}`],
])('%j is refused with one sentence', (args, expected) => {
  expect(sentence(args)).toBe(expected);
});

test.each([
  [[], { min: 1, max: 1 }, 'found 0 arguments without an option, expected 1'],
  [['a', 'b'], { min: 0, max: 1 }, 'found 2 arguments without an option, expected at most 1'],
  [['a'], { min: 2, max: 100 }, 'found 1 argument without an option, expected at least 2'],
  [['a', 'b', 'c'], { min: 1, max: 2 }, 'found 3 arguments without an option, expected at most 2'],
])('%j where %j is wanted is told by number', (args, positionals, expected) => {
  expect(sentence(args, positionals)).toBe(`${expected}; usage: ${usage}`);
});

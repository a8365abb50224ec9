import { parseArgs } from 'node:util';
import { fail } from '../shared/problem.ts';

/** An option of a command, as its usage line shows it. */
export interface OptionDeclaration {
  readonly kind: 'text' | 'flag' | 'integer' | 'number' | 'choice';
  readonly choices?: readonly string[];
  readonly min?: number;
  readonly max?: number;
}

/** What counts as a number: not `0x10`, not ` 7`. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

export type OptionDeclarations = Readonly<Record<string, OptionDeclaration>>;

/** Options that every command takes. */
export const commonOptions = { json: { kind: 'flag' } } as const satisfies OptionDeclarations;

type ValueOf<O extends OptionDeclaration> = O['kind'] extends 'flag'
  ? boolean
  : O extends { kind: 'choice'; choices: readonly (infer C)[] }
    ? C | undefined
    : O['kind'] extends 'integer' | 'number'
      ? number | undefined
      : string | undefined;

export type OptionValues<D extends OptionDeclarations> = { readonly [K in keyof D]: ValueOf<D[K]> };

export interface Arguments<D extends OptionDeclarations> {
  readonly options: OptionValues<D>;
  readonly positionals: readonly string[];
}

/**
 * Parses a command's arguments; throws ProblemError with a sentence naming the option where one is unknown,
 * lacks its value or is out of range, or where there are too few or too many positionals.
 */
export function parseArguments<const D extends OptionDeclarations>(
  args: readonly string[],
  declarations: D,
  usage: string,
  positionals: { readonly min: number; readonly max: number },
): Arguments<D> {
  const options = Object.fromEntries(
    Object.entries(declarations).map(([name, { kind }]) => [
      name,
      { type: kind === 'flag' ? 'boolean' : 'string' } as const,
    ]),
  );
  const parsed = parse(args, options, usage);
  const { length } = parsed.positionals;
  if (length < positionals.min || length > positionals.max) {
    const { min, max } = positionals;
    const wanted = min === max ? `${min}` : length < min ? `at least ${min}` : `at most ${max}`;
    const found = `found ${length} ${length === 1 ? 'argument' : 'arguments'} without an option`;
    fail('usage', `${found}, expected ${wanted}; usage: ${usage}`);
  }
  const values = Object.entries(declarations).map(([name, declaration]) => [
    name,
    convert(name, parsed.values[name], declaration),
  ]);
  return { options: Object.fromEntries(values) as OptionValues<D>, positionals: parsed.positionals };
}

function parse(
  args: readonly string[],
  options: Record<string, { type: 'boolean' | 'string' }>,
  usage: string,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's first sentence says what is wrong; the others give advice.
    const message = error instanceof Error ? error.message.split(/\.\s/)[0] : String(error);
    return fail('usage', `${message}; usage: ${usage}`);
  }
}

function convert(
  name: string,
  value: unknown,
  { kind, choices, min = 0, max = Number.MAX_SAFE_INTEGER }: OptionDeclaration,
): unknown {
  if (kind === 'flag') return value === true;
  if (value === undefined) return value;
  const text = String(value);
  if (text === '') fail('usage', `option --${name} is empty, expected a value`);
  if (kind === 'text') return text;
  if (kind === 'choice') {
    if (choices?.includes(text)) return text;
    fail('usage', `option --${name} is ${text}, expected one of ${choices?.join(', ')}`);
  }
  const number = DECIMAL.test(text) ? Number(text) : Number.NaN;
  const whole = kind === 'integer';
  if (number >= min && number <= max && (!whole || Number.isSafeInteger(number))) return number;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return fail(
    'usage',
    `option --${name} is ${text}, expected a ${whole ? 'whole number' : 'number'} ${range}`,
  );
}

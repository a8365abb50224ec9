import { expected, type ParamDeclaration } from '../../engine/nn/params.ts';

/** A parameter that is typed: a number, or a list of them. */
export type TypedDeclaration = Extract<
  ParamDeclaration,
  { kind: 'integer' | 'number' | 'integers' | 'numbers' }
>;

/** What was typed, read. A value may well be out of range: that is for the one who judges it to say. */
export type Reading =
  | { readonly kind: 'blank' }
  | { readonly kind: 'value'; readonly value: number | readonly number[] }
  /** `sentence` follows the parameter's name: `found "abc", expected a number from 0 to 1`. */
  | { readonly kind: 'unreadable'; readonly sentence: string };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Whether a parameter is typed as text, unlike a switch or a choice. */
export function isTyped(declaration: ParamDeclaration): declaration is TypedDeclaration {
  return declaration.kind !== 'boolean' && declaration.kind !== 'choice';
}

/** Whether a parameter is a list of numbers. */
export function isList(
  declaration: ParamDeclaration,
): declaration is Extract<ParamDeclaration, { kind: 'integers' | 'numbers' }> {
  return declaration.kind === 'integers' || declaration.kind === 'numbers';
}

/** A value as its field shows it: `0.001`, `3, 48, 48`, '' for a blank. What is no number is shown as it stands. */
export function fieldText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(fieldText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/**
 * Reads what was typed for a parameter. Lists take commas, semicolons and spaces between their numbers, whole ones
 * also `x`, as sizes are written: `3x48x48`.
 */
export function readField(declaration: TypedDeclaration, text: string): Reading {
  const bare = text.trim().replaceAll('\u2212', '-');
  if (bare === '') return { kind: 'blank' };
  if (!isList(declaration)) {
    const value = readNumber(bare);
    return value === null ? unreadable(declaration, bare) : { kind: 'value', value };
  }
  const separators = declaration.kind === 'integers' ? /[\s,;x×]+/i : /[\s,;]+/;
  const words = bare
    .replace(/^[[({]|[\])}]$/g, '')
    .split(separators)
    .filter((word) => word !== '');
  if (words.length === 0) return { kind: 'blank' };
  const values = words.map(readNumber);
  const odd = values.indexOf(null);
  return odd === -1 ? { kind: 'value', value: values as number[] } : unreadable(declaration, words[odd]);
}

function readNumber(word: string): number | null {
  const value = NUMBER.test(word) ? Number(word) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function unreadable(declaration: TypedDeclaration, found: string): Reading {
  const word = found.length > 40 ? `${found.slice(0, 37)}...` : found;
  const pointed = found.replace(',', '.');
  const wanted =
    !isList(declaration) && pointed !== found && readNumber(pointed) !== null
      ? `a decimal point: ${pointed}`
      : expected(declaration);
  return { kind: 'unreadable', sentence: `found "${word}", expected ${wanted}` };
}

/** Whether two values of a parameter are the same, lists number by number. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  return a.length === b.length && a.every((item, i) => Object.is(item, b[i]));
}

/** What a parameter of a file stands for: its own value, or the default where it has none. */
export function valueOrDefault(declaration: ParamDeclaration, raw: unknown): unknown {
  return raw === undefined ? declaration.default : raw;
}

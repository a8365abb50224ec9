import { describe, expect, test } from 'vitest';
import { modules } from '../../engine/nn/registry.ts';
import { optimisers } from '../../engine/optim/registry.ts';
import { fieldText, isSameValue, isTyped, readField, type TypedDeclaration } from './fieldText.ts';

function declared(owner: { params: Readonly<Record<string, unknown>> } | undefined, name: string) {
  return owner?.params[name] as TypedDeclaration;
}

const kernel = declared(modules.get('SpatialConvolution'), 'kW');
const size = declared(modules.get('Input'), 'size');
const mean = declared(modules.get('Input'), 'mean');
const momentum = declared(optimisers.get('sgd'), 'momentum');

describe('what is typed for a number', () => {
  test('is read in every way a number is written', () => {
    const typed = ['7', ' 12 ', '0.35', '.5', '2.', '1e-3', '1E3', '+4', '-3', '\u22127'];
    expect(typed.map((text) => readField(momentum, text))).toEqual(
      [7, 12, 0.35, 0.5, 2, 0.001, 1000, 4, -3, -7].map((value) => ({ kind: 'value', value })),
    );
  });

  test('may be out of range or no whole number: that is judged elsewhere', () => {
    expect(readField(kernel, '0')).toEqual({ kind: 'value', value: 0 });
    expect(readField(kernel, '3.7')).toEqual({ kind: 'value', value: 3.7 });
  });

  test('is blank where there is nothing', () => {
    expect(readField(kernel, '  ')).toEqual({ kind: 'blank' });
  });

  test('cannot be read where it is no number', () => {
    for (const text of ['abc', '3x', '0x10', '1e999', 'NaN', 'Infinity', '-', '1 2', 'e3']) {
      expect(readField(kernel, text)).toEqual({
        kind: 'unreadable',
        sentence: `found "${text}", expected a whole number from 1 to 4096`,
      });
    }
  });

  test('with a comma is told how it is written', () => {
    expect(readField(momentum, '0,85')).toEqual({
      kind: 'unreadable',
      sentence: 'found "0,85", expected a decimal point: 0.85',
    });
  });

  test('is quoted in part where it is long', () => {
    expect(readField(kernel, 'z'.repeat(5000))).toEqual({
      kind: 'unreadable',
      sentence: `found "${'z'.repeat(37)}...", expected a whole number from 1 to 4096`,
    });
  });
});

describe('what is typed for a list', () => {
  test('may be apart by commas, spaces, semicolons, and x between whole numbers', () => {
    for (const text of [
      '3, 48, 32',
      '3 48 32',
      '3;48;32',
      '3x48x32',
      '3 × 48 × 32',
      '[3, 48, 32]',
      '3, 48, 32,',
    ]) {
      expect(readField(size, text)).toEqual({ kind: 'value', value: [3, 48, 32] });
    }
    expect(readField(mean, '0.4 .5, 1e-1')).toEqual({ kind: 'value', value: [0.4, 0.5, 0.1] });
  });

  test('names the one that is no number', () => {
    expect(readField(mean, '0.4, half')).toEqual({
      kind: 'unreadable',
      sentence: 'found "half", expected a list of 1 to 3 numbers from -1000000 to 1000000',
    });
  });

  test('is blank where only separators are left', () => {
    expect(readField(size, ' , ')).toEqual({ kind: 'blank' });
    expect(readField(size, '[]')).toEqual({ kind: 'blank' });
  });
});

test('every default of every parameter is read back from its text', () => {
  const owners = [...modules.values(), ...optimisers.values()];
  let seen = 0;
  for (const { type, params } of owners) {
    for (const [name, declaration] of Object.entries(params)) {
      if (!isTyped(declaration)) continue;
      const read = readField(declaration, fieldText(declaration.default));
      const expected =
        declaration.default === null ? { kind: 'blank' } : { kind: 'value', value: declaration.default };
      expect(read, `${type}.${name}`).toEqual(expected);
      seen++;
    }
  }
  expect(seen).toBeGreaterThan(40);
});

test('a value that is no number is shown as it stands', () => {
  expect(['no', true, { a: 1 }, [3, 'x'], null].map(fieldText)).toEqual([
    'no',
    'true',
    '{"a":1}',
    '3, x',
    '',
  ]);
});

test('lists are the same number by number', () => {
  expect(isSameValue([3, 4], [3, 4])).toBe(true);
  expect(isSameValue([3, 4], [4, 3])).toBe(false);
  expect(isSameValue([3], [3, 4])).toBe(false);
  expect(isSameValue(3, '3')).toBe(false);
});

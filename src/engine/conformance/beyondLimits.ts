import type { ParamDeclaration, ParamDeclarations } from '../nn/params.ts';

/** One value that a parameter must refuse, and in words why. */
export interface Refused {
  readonly param: string;
  readonly value: unknown;
  readonly why: string;
}

/** Values just beyond every limit of every declared parameter, of other types, and an unknown parameter. */
export function beyondLimits(declarations: ParamDeclarations): Refused[] {
  const unknown: Refused = { param: 'kWidth', value: 3, why: 'no such parameter' };
  return [
    unknown,
    ...Object.entries(declarations).flatMap(([param, declaration]) => refusedBy(param, declaration)),
  ];
}

function refusedBy(param: string, declaration: ParamDeclaration): Refused[] {
  const refused = (value: unknown, why: string): Refused => ({ param, value, why });
  const wrongType = refused({ a: 1 }, 'an object');
  switch (declaration.kind) {
    case 'boolean':
      return [wrongType, refused(1, 'a number'), refused('true', 'text'), refused(null, 'null')];
    case 'choice':
      return [
        wrongType,
        refused(`${declaration.options[0]} `, 'no option'),
        refused(0, 'a number'),
        refused(null, 'null'),
      ];
    case 'integer':
    case 'number': {
      const { kind, min, max, aboveMin, belowMax } = declaration;
      const step = kind === 'integer' ? 1 : Math.max(1e-3, Math.abs(max) * 1e-6);
      const list = [
        wrongType,
        refused(String(min), 'text'),
        refused([min], 'a list'),
        refused(Number.NaN, 'not a number'),
        refused(Number.POSITIVE_INFINITY, 'infinite'),
        refused(aboveMin ? min : min - step, 'below its least'),
        refused(belowMax ? max : max + step, 'above its most'),
      ];
      if (kind === 'integer') list.push(refused(min + 0.3, 'no whole number'));
      if (declaration.default !== null) list.push(refused(null, 'null'));
      return list;
    }
    case 'integers':
    case 'numbers': {
      const { kind, min, max, minLength, maxLength } = declaration;
      const one = kind === 'integers' ? max : min + (max - min) / 3;
      const filled = (length: number, first = one) => [
        first,
        ...Array.from({ length: length - 1 }, () => one),
      ];
      const list = [
        wrongType,
        refused(one, 'a number'),
        refused(filled(maxLength + 1), 'too long'),
        refused(
          Array.from({ length: minLength - 1 }, () => one),
          'too short',
        ),
        refused(filled(minLength, min - 1), 'with a number below its least'),
        refused(filled(maxLength, max + 1), 'with a number above its most'),
        refused(['1'], 'of text'),
        refused([Number.NaN], 'not a number'),
      ];
      if (kind === 'integers') list.push(refused([min + 0.3], 'no whole number'));
      if (declaration.default !== null) list.push(refused(null, 'null'));
      return list;
    }
  }
}

import type { ParamDeclaration } from '../../engine/nn/params.ts';

type NumberDeclaration = Extract<ParamDeclaration, { kind: 'integer' | 'number' }>;

/**
 * The value one step up (`direction` 1) or down (-1) from `value`, within the range. Whole numbers go by ones; other
 * numbers by one of their leading decimal place, so that a rate of 0.001 goes to 0.002 or 0.0009. A large step is ten
 * ones, or a whole power of ten.
 */
export function stepped(
  declaration: NumberDeclaration,
  value: number,
  direction: 1 | -1,
  large: boolean,
): number {
  const whole = declaration.kind === 'integer';
  const next = whole
    ? wholeStep(value, direction, large)
    : decimalStep(value, direction, large, declaration.max);
  return within(declaration, next, value);
}

/** The value that the first step gives a blank field: 0 where it is allowed, else what is nearest to it. */
export function stepStart({ min, max, aboveMin }: NumberDeclaration): number {
  const start = aboveMin && min >= 0 ? min + 1 : 0;
  return Math.min(Math.max(start, min), max);
}

function wholeStep(value: number, direction: 1 | -1, large: boolean): number {
  if (!Number.isInteger(value)) return direction === 1 ? Math.ceil(value) : Math.floor(value);
  return value + direction * (large ? 10 : 1);
}

function decimalStep(value: number, direction: 1 | -1, large: boolean, max: number): number {
  // Shares of one go by tenths; penalties and rates are small numbers.
  if (value === 0) return direction * (max <= 1 ? 0.1 : 0.0001);
  const grows = Math.sign(value) === direction;
  if (large) return rounded(grows ? value * 10 : value / 10);
  const size = Math.abs(value);
  // A power of ten that shrinks leaves its decimal place: 0.001 goes to 0.0009.
  const place = 10 ** Math.floor(Math.log10(size) - (grows ? 0 : 1e-9));
  return rounded(value + direction * place);
}

/** Sums of decimal places, without what binary fractions add to them. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function within({ min, max, aboveMin, belowMax }: NumberDeclaration, next: number, value: number): number {
  if (next < min || (aboveMin && next <= min)) return aboveMin ? Math.min(value, max) : min;
  if (next > max || (belowMax && next >= max)) return belowMax ? Math.max(value, min) : max;
  return next;
}

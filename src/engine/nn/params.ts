/** What a parameter of a module, criterion, optimiser or schedule may be: the inspector's form and the range check come from it. */
export type ParamDeclaration =
  | NumberParam
  | { readonly kind: 'boolean'; readonly default: boolean; readonly description: string }
  | {
      readonly kind: 'choice';
      readonly default: string;
      readonly options: readonly string[];
      readonly description: string;
    }
  | ListParam;

interface NumberParam {
  readonly kind: 'integer' | 'number';
  /** `null` means it may be left blank: it then follows from the wires, or from what `description` says. */
  readonly default: number | null;
  readonly min: number;
  readonly max: number;
  /** True where `max` itself is not allowed. */
  readonly belowMax?: true;
  /** True where `min` itself is not allowed. */
  readonly aboveMin?: true;
  readonly unit?: string;
  readonly description: string;
}

interface ListParam {
  readonly kind: 'integers' | 'numbers';
  readonly default: readonly number[] | null;
  readonly min: number;
  readonly max: number;
  readonly minLength: number;
  readonly maxLength: number;
  readonly description: string;
}

export type ParamDeclarations = Readonly<Record<string, ParamDeclaration>>;

type ValueOf<D extends ParamDeclaration> = D extends { kind: 'boolean' }
  ? boolean
  : D extends { kind: 'choice'; options: readonly (infer O)[] }
    ? O
    : D extends { kind: 'integers' | 'numbers'; default: null }
      ? readonly number[] | null
      : D extends { kind: 'integers' | 'numbers' }
        ? readonly number[]
        : D extends { default: null }
          ? number | null
          : number;

/** The values of declared parameters, defaults filled in. */
export type ParamsOf<D extends ParamDeclarations> = { readonly [K in keyof D]: ValueOf<D[K]> };

/** A parameter that is not as declared, before it is known whose it is. */
export interface ParamFault {
  readonly param: string;
  /** Follows the owner's name: `kW is 0, expected a whole number from 1 to 4096`. */
  readonly message: string;
}

/** Checks raw values against their declarations and fills in defaults; every fault is listed. */
export function resolveParams<D extends ParamDeclarations>(
  declarations: D,
  raw: Readonly<Record<string, unknown>>,
): { params: ParamsOf<D>; faults: ParamFault[] } {
  const faults: ParamFault[] = [];
  const params: Record<string, unknown> = {};
  for (const name of Object.keys(raw)) {
    if (Object.hasOwn(declarations, name)) continue;
    const known = Object.keys(declarations).join(', ');
    faults.push({ param: name, message: `has no parameter "${name}"; it has ${known || 'none'}` });
  }
  for (const [name, declaration] of Object.entries(declarations)) {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    const blank = value === undefined || (value === null && declaration.default === null);
    if (blank || accepts(declaration, value)) params[name] = blank ? declaration.default : value;
    else {
      params[name] = declaration.default;
      faults.push({
        param: name,
        message: `parameter ${name} is ${shown(value)}, expected ${expected(declaration)}`,
      });
    }
  }
  return { params: params as ParamsOf<D>, faults };
}

function accepts(declaration: ParamDeclaration, value: unknown): boolean {
  switch (declaration.kind) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && declaration.options.includes(value);
    case 'integer':
      return Number.isSafeInteger(value) && inRange(declaration, value as number);
    case 'number':
      return typeof value === 'number' && inRange(declaration, value);
    case 'integers':
    case 'numbers':
      return (
        Array.isArray(value) &&
        value.length >= declaration.minLength &&
        value.length <= declaration.maxLength &&
        value.every(
          (item) =>
            typeof item === 'number' && (declaration.kind === 'numbers' || Number.isSafeInteger(item)),
        ) &&
        value.every((item) => inRange(declaration, item as number))
      );
  }
}

function inRange({ min, max, ...open }: NumberParam | ListParam, value: number): boolean {
  const { aboveMin, belowMax } = open as NumberParam;
  return (aboveMin ? value > min : value >= min) && (belowMax ? value < max : value <= max);
}

/** What a declaration allows, in words: `a whole number from 1 to 4096`. */
export function expected(declaration: ParamDeclaration): string {
  switch (declaration.kind) {
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${declaration.options.join(', ')}`;
    case 'integer':
    case 'number': {
      const { kind, min, max, aboveMin, belowMax } = declaration;
      const open = aboveMin || belowMax;
      const from = aboveMin ? `above ${min}` : open ? `at least ${min}` : `from ${min}`;
      const to = belowMax ? `and below ${max}` : open ? `and at most ${max}` : `to ${max}`;
      return `a ${kind === 'integer' ? 'whole number' : 'number'} ${from} ${to}`;
    }
    case 'integers':
    case 'numbers': {
      const { minLength, maxLength, min, max, kind } = declaration;
      const count = minLength === maxLength ? `${minLength}` : `${minLength} to ${maxLength}`;
      return `a list of ${count} ${kind === 'integers' ? 'whole numbers' : 'numbers'} from ${min} to ${max}`;
    }
  }
}

function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

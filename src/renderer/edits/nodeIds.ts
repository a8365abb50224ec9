import type { GraphDocument } from '../../shared/document.ts';

/** What a node of a module is called, where the module's own name would be too long to read in `conv1.weight`. */
const shortNames: readonly (readonly [RegExp, string])[] = [
  [/Convolution/, 'conv'],
  [/Pooling$/, 'pool'],
  [/BatchNormalization$/, 'bn'],
  [/Dropout$/, 'drop'],
  [/^Linear$/, 'fc'],
];

/** Modules that a network mostly has once: their first node goes without a number. */
const mostlyOnce = new Set(['Input', 'View', 'SoftMax', 'LogSoftMax']);

const LONGEST_BASE = 56;
const HIGHEST_NUMBER = 999_999;

/** Gives out node ids that are free, each once. */
export interface IdMaker {
  /** An id for a new node of a module: `conv3`. */
  forType(type: string): string;
  /** An id for a copy of a node: its own where that is free, else the next number of its name. */
  forCopy(id: string): string;
}

/** An IdMaker beside the ids that are taken. */
export function createIdMaker(taken: Iterable<string>): IdMaker {
  const ids = new Set(taken);
  const highest = new Map<string, number>();
  for (const id of ids) {
    const { base, number } = split(id);
    highest.set(base, Math.max(highest.get(base) ?? 0, number));
  }

  function next(base: string): string {
    let number = highest.get(base) ?? 0;
    let id: string;
    do {
      number++;
      id = `${base}${number}`;
    } while (ids.has(id));
    highest.set(base, number);
    return take(id);
  }

  function take(id: string): string {
    ids.add(id);
    const { base, number } = split(id);
    highest.set(base, Math.max(highest.get(base) ?? 0, number));
    return id;
  }

  return {
    forType(type) {
      const base = baseOf(type);
      return mostlyOnce.has(type) && !ids.has(base) ? take(base) : next(base);
    },
    forCopy(id) {
      return ids.has(id) ? next(split(id).base.slice(0, LONGEST_BASE)) : take(id);
    },
  };
}

/** A free id for a new node of a module: conv1, relu2, bn1, fc3. */
export function newNodeId(document: GraphDocument, type: string): string {
  return createIdMaker(document.nodes.map(({ id }) => id)).forType(type);
}

/** `SpatialConvolution` -> `conv`, `CAddTable` -> `add`, `ReLU` -> `relu`; what is left of any other name. */
function baseOf(type: string): string {
  const short = shortNames.find(([pattern]) => pattern.test(type));
  if (short) return short[1];
  const plain = type
    .replace(/^(?:Spatial|Temporal|Volumetric)(?=[A-Z])/, '')
    .replace(/^C(?=[A-Z]\w*Table$)/, '')
    .replace(/(?<=.)Table$/, '');
  const letters = plain.toLowerCase().replace(/[^a-z0-9_]/g, '');
  // A digit at the end would run into the number.
  const base = letters
    .replace(/^[^a-z]+/, '')
    .slice(0, LONGEST_BASE)
    .replace(/\d+$/, '');
  return base === '' ? 'node' : base;
}

/** `conv12` -> conv and 12; a name without a number counts as its first. */
function split(id: string): { base: string; number: number } {
  const base = id.replace(/\d+$/, '');
  const number = id === base ? 1 : Number(id.slice(base.length));
  return number <= HIGHEST_NUMBER ? { base, number } : { base: id, number: 1 };
}

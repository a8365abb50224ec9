import { type Program, type ValueId, valueElements } from '../../compiler/program.ts';
import { elements, type Shape } from '../../nn/shape.ts';
import { storedWeightShape } from './layout.ts';

/** A tensor within a variable. */
export interface VariablePart {
  /** Torch's shape. */
  readonly shape: Shape;
  /** Where it begins in the value that holds it, and in the variable, in elements. */
  readonly offset: number;
  readonly at: number;
}

/** One of TensorFlow's variables: a large tensor as it lies (layout.ts), or several small ones in a row. */
export interface VariablePlan {
  readonly name: string;
  readonly shape: Shape;
  /** Several tensors in a row, each flat, or one. */
  readonly packed: boolean;
  /** The fixed value that its numbers belong to. */
  readonly value: ValueId;
  readonly parts: readonly VariablePart[];
}

/** Elements from which a tensor has a variable of its own, so that no step copies it out of another or into one. */
const LARGE = 65_536;

/** The variables of every fixed value that outlives a step: parameters, optimiser state, statistics. */
export function planVariables(program: Program): VariablePlan[] {
  const { values, segments, stateNames } = program;
  const parameters = segments.flatMap((segment, s) => {
    const parts = partsOf(program, segment.parameters);
    return [
      ...variablesOf(`parameters.${s}`, segment.parameters, parts),
      ...segment.state.flatMap((value, k) => variablesOf(`${stateNames[k]}.${s}`, value, parts)),
    ];
  });
  const statistics = program.statistics.map(
    ({ name, value }): VariablePlan => ({
      name,
      shape: values[value].shape,
      packed: false,
      value,
      parts: [{ shape: values[value].shape, offset: 0, at: 0 }],
    }),
  );
  return [...parameters, ...statistics];
}

/** The tensors that lie in a value, in order; the value itself where it has none. */
function partsOf({ values }: Program, base: ValueId): Omit<VariablePart, 'at'>[] {
  const views = values.flatMap(({ view, shape }) =>
    view?.base === base ? [{ shape, offset: view.offset }] : [],
  );
  if (views.length > 0) return views.toSorted((a, b) => a.offset - b.offset);
  return [{ shape: [valueElements(values[base], 1)], offset: 0 }];
}

function variablesOf(
  name: string,
  value: ValueId,
  parts: readonly Omit<VariablePart, 'at'>[],
): VariablePlan[] {
  const large = parts.filter(({ shape }) => elements(shape) >= LARGE);
  const small = parts.filter(({ shape }) => elements(shape) < LARGE);
  let at = 0;
  const packed = small.map((part): VariablePart => {
    const placed = { ...part, at };
    at += elements(part.shape);
    return placed;
  });
  return [
    ...large.map((part, i) => ({
      name: `${name}.${i}`,
      packed: false,
      value,
      shape: storedWeightShape(part.shape),
      parts: [{ ...part, at: 0 }],
    })),
    ...(packed.length > 0
      ? [{ name: `${name}.small`, packed: true, value, shape: [at], parts: packed }]
      : []),
  ];
}

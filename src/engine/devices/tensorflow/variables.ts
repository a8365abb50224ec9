import { type OperationSpecification, operations } from '../../compiler/operations.ts';
import type { Program, Segment, SegmentMember, TensorSlot, ValueId } from '../../compiler/program.ts';
import { elements, type Shape } from '../../nn/shape.ts';
import { storedWeightShape } from './layout.ts';

/** A tensor within a variable. */
export interface VariablePart {
  /** The fixed value that holds its numbers, and where in it they begin, in elements. */
  readonly value: ValueId;
  readonly offset: number;
  /** Torch's shape. */
  readonly shape: Shape;
}

/** One of TensorFlow's variables: a large tensor as it lies (layout.ts), or several small ones in a row, each flat. */
export interface VariablePlan {
  readonly name: string;
  readonly shape: Shape;
  readonly packed: boolean;
  readonly parts: readonly VariablePart[];
}

/** Elements from which a tensor has a variable of its own, so that no step copies it out of another or into one. */
const LARGE = 65_536;

/** The variables of every fixed value that outlives a step: parameters, optimiser state, statistics, averages. */
export function planVariables(program: Program): VariablePlan[] {
  const { values, segments, stateNames, statistics, averages } = program;
  const flat = segments.flatMap((segment, s) => {
    const parts = updatedTogether(program, segment);
    const named = [
      ['parameters', segment.parameters] as const,
      ...segment.state.map((value, k) => [stateNames[k], value] as const),
      ...(segment.averages === null ? [] : [['averages', segment.averages] as const]),
    ];
    return named.flatMap(([name, value]) =>
      parts.flatMap((members, p) =>
        variablesOf(
          `${name}.${s}.${p}`,
          members.map(({ shape, offset }) => ({ shape, offset, value })),
        ),
      ),
    );
  });
  const whole = ({ value, shape }: TensorSlot) => ({ value, offset: 0, shape });
  const averaged = averages.filter(({ value }) => values[value].view === undefined);
  return [
    ...flat,
    ...variablesOf('statistics', statistics.map(whole)),
    ...variablesOf('averages.statistics', averaged.map(whole)),
  ];
}

/** The tensors of a segment, those together that one operation updates: no variable is updated by several. */
function updatedTogether({ values, step }: Program, { parameters, members }: Segment): SegmentMember[][] {
  const starts = new Set(
    step.flatMap(({ name, inputs }) => {
      const { effects = [] }: OperationSpecification = operations[name];
      return effects.flatMap((at) => {
        const { base, offset } = values[inputs[at] ?? -1]?.view ?? { base: inputs[at], offset: 0 };
        return base === parameters ? [offset] : [];
      });
    }),
  );
  const parts: SegmentMember[][] = [];
  for (const member of members) {
    if (parts.length === 0 || starts.has(member.offset)) parts.push([]);
    parts[parts.length - 1].push(member);
  }
  return parts;
}

function variablesOf(name: string, parts: readonly VariablePart[]): VariablePlan[] {
  const large = parts.filter(({ shape }) => elements(shape) >= LARGE);
  const small = parts.filter(({ shape }) => elements(shape) < LARGE);
  const size = small.reduce((sum, { shape }) => sum + elements(shape), 0);
  return [
    ...large.map((part, i) => ({
      name: `${name}.${i}`,
      packed: false,
      shape: storedWeightShape(part.shape),
      parts: [part],
    })),
    ...(small.length > 0 ? [{ name: `${name}.small`, packed: true, shape: [size], parts: small }] : []),
  ];
}

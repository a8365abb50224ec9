import type { Program, Value, ValueId } from '../../compiler/program.ts';
import type { GraphBuilder, TensorName } from '../../interchange/savedModel/graphBuilder.ts';
import { elements } from '../../nn/shape.ts';
import { concatenated, part, reshape } from './emit/arithmetic.ts';
import type { Slot } from './emit/emitter.ts';
import { storedWeightShape } from './layout.ts';
import type { VariablePlan } from './variables.ts';

/** A variable in a graph. */
export interface Handle {
  readonly plan: VariablePlan;
  readonly handle: TensorName;
}

/** The variable that a value lies in; nothing where it lies in none. */
export function handleOf(variables: readonly Handle[], { values }: Program, id: ValueId): Handle | undefined {
  const base = values[id].view?.base ?? id;
  const offset = values[id].view?.offset ?? 0;
  return variables.find(({ plan }) => plan.value === base && plan.parts.some((one) => one.offset === offset));
}

/** A value out of what its variable holds, as it lies. */
export function takeOut(
  graph: GraphBuilder,
  variable: TensorName,
  plan: VariablePlan,
  { shape, view }: Value,
): TensorName {
  if (!plan.packed) return variable;
  const own = plan.parts.find((one) => one.offset === (view?.offset ?? 0));
  if (!own) throw new Error(`variable ${plan.name} does not hold the value it was asked for`);
  const flat = part(graph, variable, own.at, elements(shape));
  return shape.length === 1 ? flat : reshape(graph, flat, storedWeightShape(shape));
}

interface Segment {
  readonly parameters: ValueId;
  readonly gradients: ValueId;
  readonly tensor: (id: ValueId) => TensorName;
}

/** The variables of a segment of the flat vector, each with its gradient. */
export function slotsOf(
  graph: GraphBuilder,
  { values }: Program,
  variables: readonly Handle[],
  { parameters, gradients, tensor }: Segment,
): Slot[] {
  const gradientAt = (offset: number): ValueId => {
    const view = values.findIndex(({ view: at }) => at?.base === gradients && at.offset === offset);
    return view >= 0 ? view : gradients;
  };
  return variables
    .filter(({ plan }) => plan.value === parameters)
    .map(({ plan, handle }): Slot => {
      const made = plan.parts.map(({ offset, shape }) => {
        const gradient = tensor(gradientAt(offset));
        return plan.packed && shape.length > 1 ? reshape(graph, gradient, [-1]) : gradient;
      });
      return {
        parameters: handle,
        gradient: concatenated(graph, made, 0),
        state: (id) => {
          const beside = variables.find(({ plan: other }) => other.value === id && isBeside(other, plan));
          if (!beside) throw new Error(`there is no variable beside ${plan.name}`);
          return beside.handle;
        },
      };
    });
}

/** Whether two variables hold the same places of two values that are laid out alike. */
function isBeside(a: VariablePlan, b: VariablePlan): boolean {
  return a.packed === b.packed && a.parts[0].offset === b.parts[0].offset;
}

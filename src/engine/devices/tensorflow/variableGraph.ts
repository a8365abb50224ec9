import { type Program, type ValueId, valueElements } from '../../compiler/program.ts';
import { intAttribute, typeAttribute } from '../../interchange/savedModel/attributes.ts';
import { type GraphBuilder, output, type TensorName } from '../../interchange/savedModel/graphBuilder.ts';
import { elements } from '../../nn/shape.ts';
import { concatenated, reshape } from './emit/arithmetic.ts';
import type { Slot } from './emit/emitter.ts';
import { storedWeightShape } from './layout.ts';
import type { VariablePlan } from './variables.ts';

/** A variable in a graph. */
export interface Handle {
  readonly plan: VariablePlan;
  readonly handle: TensorName;
}

/** Where a value lies: a variable, and which of its parts. */
export interface Place extends Handle {
  readonly index: number;
}

/** The place of a value in a variable; null where it lies in none. */
export function placeOf(variables: readonly Handle[], { values }: Program, id: ValueId): Place | null {
  const base = values[id].view?.base ?? id;
  const from = values[id].view?.offset ?? 0;
  for (const variable of variables) {
    const { parts } = variable.plan;
    const index = parts.findIndex(({ value, offset }) => value === base && offset === from);
    if (index >= 0) return { ...variable, index };
  }
  return null;
}

/** What a variable holds, part by part, each as it lies. */
export function partsOf(
  graph: GraphBuilder,
  variable: TensorName,
  { packed, parts }: VariablePlan,
): TensorName[] {
  if (!packed) return [variable];
  const sizes = parts.map(({ shape }) => elements(shape));
  const attributes = {
    T: typeAttribute('float'),
    Tlen: typeAttribute('int32'),
    num_split: intAttribute(parts.length),
  };
  const split =
    parts.length === 1
      ? variable
      : graph.add('SplitV', [variable, graph.ints(sizes), graph.ints([0], [])], attributes);
  return parts.map(({ shape }, i) => {
    const flat = output(split, i);
    return shape.length === 1 ? flat : reshape(graph, flat, storedWeightShape(shape));
  });
}

/** The variables of a segment of the flat vector, or of a part of one, each with its gradient. */
export function slotsOf(
  graph: GraphBuilder,
  { values, segments }: Program,
  variables: readonly Handle[],
  parameters: ValueId,
  tensor: (id: ValueId) => TensorName,
): Slot[] {
  const baseOf = (id: ValueId) => values[id].view?.base ?? id;
  const base = baseOf(parameters);
  const from = values[parameters].view?.offset ?? 0;
  const end = from + valueElements(values[parameters], 1);
  const members = segments.find((segment) => segment.parameters === base)?.members ?? [];
  const gradientAt = new Map(members.map(({ offset, gradients }) => [offset, gradients]));
  return variables
    .filter(({ plan: { parts } }) => {
      const [{ value, offset }] = parts;
      return value === base && offset >= from && offset < end;
    })
    .map(({ plan, handle }): Slot => {
      const made = plan.parts.map(({ offset, shape }) => {
        const gradient = tensor(gradientAt.get(offset) as ValueId);
        return plan.packed && shape.length > 1 ? reshape(graph, gradient, [-1]) : gradient;
      });
      return {
        parameters: handle,
        shape: plan.shape,
        gradient: concatenated(graph, made, 0),
        state: (id) => besideOf(variables, plan, baseOf(id)),
      };
    });
}

/** The variable that holds of value `id` what `plan` holds of a value that is laid out alike. */
export function besideOf(variables: readonly Handle[], plan: VariablePlan, id: ValueId): TensorName {
  const beside = variables.find(({ plan: other }) => isBeside(other, plan, id));
  if (!beside) throw new Error(`there is no variable beside ${plan.name}`);
  return beside.handle;
}

/** Whether a variable holds of value `id` what another holds of a value that is laid out alike. */
function isBeside({ packed, parts }: VariablePlan, other: VariablePlan, id: ValueId): boolean {
  const [first] = parts;
  return first.value === id && packed === other.packed && first.offset === other.parts[0].offset;
}

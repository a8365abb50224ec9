import { type OperationSpecification, operations } from './operations.ts';
import { type MemoryPlan, type Operation, type Value, type ValueId, valueElements } from './program.ts';
import type { Target } from './target.ts';

/** Memory that is needed from operation `first` to operation `last`, both included. */
interface Interval {
  readonly bytes: number;
  readonly first: number;
  readonly last: number;
}

interface Planning {
  readonly values: readonly Value[];
  readonly step: readonly Operation[];
  readonly evaluate: readonly Operation[];
  readonly capacity: number;
  readonly target: Target;
  /** Activations read after the last operation: the scores. */
  readonly kept: ReadonlySet<ValueId>;
}

/**
 * Lays all values out in one arena. What lives for the whole Program lies first; activations follow by lifetime,
 * the two procedures over the same bytes, since they never run at once. An output takes its input's place where
 * the operation allows it and the input dies there.
 */
export function planMemory({ values, step, evaluate, capacity, target, kept }: Planning): MemoryPlan {
  const offsets = values.map(() => -1);
  const bytesOf = (id: ValueId) => align(valueElements(values[id], capacity) * 4, target.alignment);
  let persistent = 0;
  values.forEach((value, id) => {
    if (value.role === 'activation' || value.view) return;
    offsets[id] = within(persistent, bytesOf(id), target.segment);
    persistent = offsets[id] + bytesOf(id);
  });
  const plans = [step, evaluate].map((list) => {
    const places = shareInPlace(list, values, target, kept);
    const groups = [...new Set(places.group.values())];
    const intervals = groups.map(
      (root): Interval => ({
        bytes: bytesOf(root),
        first: places.first.get(root) as number,
        last: places.last.get(root) as number,
      }),
    );
    const workspaces = list.map(
      (operation, i): Interval => ({
        bytes: align(target.workspace(operation, values, capacity), target.alignment),
        first: i,
        last: i,
      }),
    );
    const placed = place([...intervals, ...workspaces], persistent, target.segment);
    for (const [id, root] of places.group) offsets[id] = placed.offsets[groups.indexOf(root)];
    const scratch = workspaces.map(({ bytes }, i) => (bytes > 0 ? placed.offsets[groups.length + i] : -1));
    return { end: placed.end, scratch };
  });
  values.forEach(({ view }, id) => {
    if (view) offsets[id] = offsets[view.base] + view.offset * 4;
  });
  const [forStep, forEvaluate] = plans;
  return {
    bytes: Math.max(forStep.end, forEvaluate.end),
    ...(target.segment !== undefined && { segment: target.segment }),
    offsets,
    workspaces: { step: forStep.scratch, evaluate: forEvaluate.scratch },
  };
}

interface Groups {
  /** The value whose place each activation has. */
  readonly group: Map<ValueId, ValueId>;
  readonly first: Map<ValueId, number>;
  readonly last: Map<ValueId, number>;
}

/** Joins values that can share memory, and gives each group's lifetime. */
function shareInPlace(
  list: readonly Operation[],
  values: readonly Value[],
  target: Target,
  kept: ReadonlySet<ValueId>,
): Groups {
  const lastRead = new Map<ValueId, number>();
  list.forEach(({ inputs, outputs }, i) => {
    for (const id of [...inputs, ...outputs]) if (id !== null) lastRead.set(id, i);
  });
  for (const id of kept) if (lastRead.has(id)) lastRead.set(id, list.length);
  const groups: Groups = { group: new Map(), first: new Map(), last: new Map() };
  const { group, first, last } = groups;
  const planned = (id: ValueId | null | undefined): id is ValueId =>
    id != null && values[id].role === 'activation';
  list.forEach((operation, i) => {
    const specification: OperationSpecification = operations[operation.name];
    const aliased = operation.name === 'reshape' && target.aliasesReshape;
    operation.outputs.forEach((output, o) => {
      if (!planned(output)) return;
      const read = lastRead.get(output) as number;
      const input = specification.inPlace?.find(([at]) => at === o)?.[1];
      const source = input === undefined ? null : operation.inputs[input];
      const root = planned(source) ? (group.get(source) as ValueId) : null;
      const size = valueElements(values[output], 1);
      const dies = root !== null && last.get(root) === i && valueElements(values[root], 1) === size;
      const onlyOperand = operation.inputs.filter((id) => planned(id) && group.get(id) === root).length === 1;
      if (root !== null && (aliased || (dies && onlyOperand))) {
        group.set(output, root);
        last.set(root, Math.max(last.get(root) as number, read));
      } else {
        group.set(output, output);
        first.set(output, i);
        last.set(output, read);
      }
    });
  });
  return groups;
}

/** Puts intervals at the lowest free offset from `begin` on, the largest first. */
function place(
  intervals: readonly Interval[],
  begin: number,
  segment: number | undefined,
): { end: number; offsets: number[] } {
  const offsets = intervals.map(() => begin);
  const order = intervals.map((_, i) => i).filter((i) => intervals[i].bytes > 0);
  order.sort((a, b) => intervals[b].bytes - intervals[a].bytes || a - b);
  const placed: number[] = [];
  let end = begin;
  for (const i of order) {
    const { first, last, bytes: size } = intervals[i];
    const alive = placed.filter((j) => intervals[j].first <= last && intervals[j].last >= first);
    alive.sort((a, b) => offsets[a] - offsets[b]);
    let at = within(begin, size, segment);
    for (const j of alive) {
      if (offsets[j] - at >= size) break;
      at = within(Math.max(at, offsets[j] + intervals[j].bytes), size, segment);
    }
    offsets[i] = at;
    end = Math.max(end, at + size);
    placed.push(i);
  }
  return { end, offsets };
}

/** The first place from `at` on where so many bytes cross no segment's end, or begin with a segment. */
function within(at: number, bytes: number, segment: number | undefined): number {
  if (segment === undefined) return at;
  const passed = at % segment;
  return passed === 0 || bytes <= segment - passed ? at : at + segment - passed;
}

function align(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

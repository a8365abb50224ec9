import { type Program, type Value, valueElements } from '../../compiler/program.ts';
import type { Procedure } from '../device.ts';
import { demandingTarget } from './referenceTarget.ts';

export interface Memory {
  /** The numbers of every value at full capacity; a view's are part of what it lies in. */
  readonly values: readonly Float64Array[];
  /** The scratch numbers of an operation. */
  workspace(procedure: Procedure, index: number): Float64Array;
}

/** One array a value, so that a fault of the memory plan cannot show. */
export function separateMemory({ values, capacity }: Program): Memory {
  const own = values.map((value) => new Float64Array(value.view ? 0 : valueElements(value, capacity)));
  const none = new Float64Array(0);
  return {
    values: values.map((value, id) => (value.view ? viewed(own, value, value.view) : own[id])),
    workspace: () => none,
  };
}

function viewed(
  own: readonly Float64Array[],
  value: Value,
  { base, offset }: NonNullable<Value['view']>,
): Float64Array {
  return own[base].subarray(offset, offset + valueElements(value, 1));
}

/**
 * One array for all, each value where the memory plan puts it: byte offset / 4 is its first number. A value without
 * a place (no operation has it any more) has no numbers. Workspaces are the demanding target's.
 */
export function plannedMemory(program: Program): Memory {
  const { values, capacity, memory } = program;
  const arena = new Float64Array(Math.ceil(memory.bytes / 4));
  const at = (offset: number, count: number) =>
    offset < 0 ? arena.subarray(0, 0) : arena.subarray(offset / 4, offset / 4 + count);
  return {
    values: values.map((value, id) => at(memory.offsets[id], valueElements(value, capacity))),
    workspace: (procedure, index) => {
      const bytes = demandingTarget.workspace(program[procedure][index], values, capacity);
      return at(memory.workspaces[procedure][index], bytes / 4);
    },
  };
}

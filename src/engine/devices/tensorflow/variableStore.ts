import { type Program, type ValueId, valueElements } from '../../compiler/program.ts';
import { elements } from '../../nn/shape.ts';
import { fetchedFloats, words } from './feed.ts';
import { loadWeight, storeWeight } from './layout.ts';
import { signatureNames } from './programModel.ts';
import type { LoadedModel } from './runtime.ts';
import type { VariablePlan } from './variables.ts';

/**
 * The numbers of every variable on this side, in Torch's order: they go in and come out all at once, and single values
 * are written and read here.
 */
export interface VariableStore {
  /** Whether a value's numbers are kept here. */
  holds(id: ValueId): boolean;
  /** A value's numbers as TensorFlow has them now, to look at. */
  read(id: ValueId): Float32Array;
  /** The same, to write into; TensorFlow gets them before the next run. */
  edit(id: ValueId): Float32Array;
  /** Brings into TensorFlow what was written here. */
  flush(): void;
  /** Says that a run has changed TensorFlow's own. */
  changed(): void;
}

/** All variables 0, in TensorFlow too from the first flush on. */
export function createVariableStore(
  program: Program,
  variables: readonly VariablePlan[],
  model: LoadedModel,
): VariableStore {
  const numbers = new Map(
    [...new Set(variables.flatMap(({ parts }) => parts.map(({ value }) => value)))].map((id) => [
      id,
      new Float32Array(valueElements(program.values[id], 1)),
    ]),
  );
  let isWritten = true;
  let isStale = false;

  function fetch(): void {
    if (!isStale) return;
    isStale = false;
    const fetched = model.run(signatureNames.read, {});
    for (const { name, parts } of variables) {
      let at = 0;
      for (const { value, offset, shape } of parts) {
        const size = elements(shape);
        const whole = numbers.get(value) as Float32Array;
        const lying = fetchedFloats(fetched, name).subarray(at, at + size);
        loadWeight(shape, lying, whole.subarray(offset, offset + size));
        at += size;
      }
    }
  }

  function stored({ shape, parts }: VariablePlan): Float32Array {
    const lying = new Float32Array(elements(shape));
    let at = 0;
    for (const { value, offset, shape: own } of parts) {
      const size = elements(own);
      const whole = numbers.get(value) as Float32Array;
      storeWeight(own, whole.subarray(offset, offset + size), lying.subarray(at, at + size));
      at += size;
    }
    return lying;
  }

  /** A value's own part of what holds it. */
  function within(id: ValueId): Float32Array {
    const { view, shape } = program.values[id];
    const whole = numbers.get(view?.base ?? id) as Float32Array;
    return view ? whole.subarray(view.offset, view.offset + elements(shape)) : whole;
  }

  return {
    holds: (id) => numbers.has(program.values[id].view?.base ?? id),
    read(id) {
      fetch();
      return within(id);
    },
    edit(id) {
      fetch();
      isWritten = true;
      return within(id);
    },
    flush() {
      if (!isWritten || variables.length === 0) return;
      isWritten = false;
      const feeds = variables.map((plan) => [plan.name, words(stored(plan), plan.shape)]);
      model.run(signatureNames.write, Object.fromEntries(feeds));
    },
    changed: () => {
      isStale = variables.length > 0;
    },
  };
}

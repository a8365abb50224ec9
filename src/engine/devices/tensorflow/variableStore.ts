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
    [...new Set(variables.map(({ value }) => value))].map((id) => [
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
    for (const { name, value, parts } of variables) {
      const whole = numbers.get(value) as Float32Array;
      for (const { shape, offset, at } of parts) {
        const size = elements(shape);
        loadWeight(
          shape,
          fetchedFloats(fetched, name).subarray(at, at + size),
          whole.subarray(offset, offset + size),
        );
      }
    }
  }

  function stored({ value, shape, parts }: VariablePlan): Float32Array {
    const whole = numbers.get(value) as Float32Array;
    const lying = new Float32Array(elements(shape));
    for (const { shape: own, offset, at } of parts) {
      const size = elements(own);
      storeWeight(own, whole.subarray(offset, offset + size), lying.subarray(at, at + size));
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

import type { Shape } from '../nn/shape.ts';
import type { AttributesOf, OperationName } from './attributes.ts';
import { operations } from './operations.ts';
import type { Operation, Role, Value, ValueId } from './program.ts';

export type { ValueId } from './program.ts';

/** Collects values and operations while a graph is lowered and differentiated. */
export interface Builder {
  readonly values: readonly Value[];
  readonly operations: readonly Operation[];
  /** The shape per image of a value. */
  shape(value: ValueId): Shape;
  /** Adds a value that no operation makes, or that lies in another. */
  value(value: Value): ValueId;
  /**
   * Appends an operation and returns its outputs. An output is given as the shape of a new value,
   * as an existing value to write to, or as null where it is left out.
   */
  operation<K extends OperationName>(
    name: K,
    inputs: readonly (ValueId | null)[],
    attributes: AttributesOf<K>,
    outputs: readonly (Shape | ValueId | null)[],
  ): ValueId[];
  /** Names the node that the operations to come belong to. */
  at(node: string): void;
}

/** Makes a builder over a list of values that several procedures may share. */
export function createBuilder(values: Value[]): Builder {
  const list: Operation[] = [];
  let node = '';
  return {
    values,
    operations: list,
    shape: (value) => values[value].shape,
    value: (value) => values.push(value) - 1,
    at: (name) => {
      node = name;
    },
    operation(name, inputs, attributes, outputs) {
      const specified = operations[name].outputs;
      const ids = outputs.map((output, i): ValueId | null => {
        if (output === null || typeof output === 'number') return output;
        const { kind, type = 'float32', name: port } = specified[i];
        const role: Role = 'activation';
        return values.push({ name: `${node}.${port}`, kind, type, shape: output, role }) - 1;
      });
      list.push({ name, inputs, outputs: ids, attributes, node } as Operation);
      return ids as ValueId[];
    },
  };
}

import type { OperationName } from '../../../compiler/attributes.ts';
import type { Operation, Value, ValueId } from '../../../compiler/program.ts';
import type { Shape } from '../../../nn/shape.ts';
import type { Command } from '../command.ts';

/** What an emitter may ask for. */
export interface EmitContext {
  /** Where a value lies; 0 for an operand that is left out. */
  address(value: ValueId | null): number;
  /** Sizes of a value, per image where it is a batch. */
  shape(value: ValueId | null): Shape;
  /** The largest batch. */
  readonly capacity: number;
  /** Where the operation's workspace lies. */
  readonly workspace: number;
}

/** How one operation is done on this device. */
export interface Emitter<K extends OperationName> {
  /** The commands, in order; each begins when the one before is done. */
  commands(operation: Operation<K>, context: EmitContext): Command[];
  /** Bytes of workspace for a batch of `capacity`, by shape alone; none if not given. */
  workspace?(operation: Operation<K>, values: readonly Value[], capacity: number): number;
}

/** The shape of an operand that is there. */
export function shapeIn(values: readonly Value[], value: ValueId | null): Shape {
  return values[value as ValueId].shape;
}

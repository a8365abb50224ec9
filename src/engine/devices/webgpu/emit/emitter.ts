import type { OperationName } from '../../../compiler/attributes.ts';
import type { Operation, Value, ValueId } from '../../../compiler/program.ts';
import type { Shape } from '../../../nn/shape.ts';
import type { ElementType, Kernel, Operand } from '../kernel.ts';
import type { Place } from '../place.ts';
import type { Subgroups } from '../wgsl/reduce.ts';

/** What an emitter may ask for; by what of it depends on the GPU, no workspace is measured. */
export interface EmitContext extends Subgroups {
  /** Where a value lies. */
  place(value: ValueId): Place;
  /** A value as an operand of a kernel, float32 if not said otherwise; null where it is left out. */
  operand(value: ValueId | null, type?: ElementType): Operand | null;
  /** Sizes of a value, per image where it is a batch. */
  shape(value: ValueId | null): Shape;
  /** The largest batch. */
  readonly capacity: number;
  /** The operation's workspace. */
  readonly workspace: Place;
}

/** How one operation is done on this device. */
export interface Emitter<K extends OperationName> {
  /** The kernels, in order; each sees what those before it wrote. */
  kernels(operation: Operation<K>, context: EmitContext): Kernel[];
  /** Bytes of workspace for a batch of `capacity`, by shape alone; none if not given. */
  workspace?(operation: Operation<K>, values: readonly Value[], capacity: number): number;
}

/** The shape of an operand that is there. */
export function shapeIn(values: readonly Value[], value: ValueId | null): Shape {
  return values[value as ValueId].shape;
}

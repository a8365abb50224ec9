import type { Shape } from '../nn/shape.ts';
import type { AttributesOf, OperationName } from './attributes.ts';

/** A value's index in `Program.values`. */
export type ValueId = number;

/**
 * What a value is for, which says how long it lives: `activation` values are planned by lifetime;
 * all others stay where they are for the life of the Program.
 */
export type Role =
  | 'activation'
  | 'input'
  | 'labels'
  | 'parameters'
  | 'gradients'
  | 'state'
  | 'averages'
  | 'statistics'
  | 'constant'
  | 'metrics'
  | 'hyper';

/** One tensor of a Program. A `batch` value has a leading runtime dimension n <= capacity before `shape`. */
export interface Value {
  readonly name: string;
  readonly kind: 'batch' | 'fixed';
  readonly type: 'float32' | 'int32';
  readonly shape: Shape;
  readonly role: Role;
  /** A part of a larger value: `offset` in elements. */
  readonly view?: { readonly base: ValueId; readonly offset: number };
}

/** One operation on values by index; an optional operand left out is null. */
export interface Operation<K extends OperationName = OperationName> {
  readonly name: K;
  readonly inputs: readonly (ValueId | null)[];
  readonly outputs: readonly (ValueId | null)[];
  readonly attributes: AttributesOf<K>;
  /** The node it was lowered from, for profiles and faults. */
  readonly node: string;
}

/** A tensor of the model by its file name, `conv1.weight`, and the value it lies in. */
export interface TensorSlot {
  readonly name: string;
  readonly shape: Shape;
  readonly value: ValueId;
}

/** A learnable tensor within a segment, with the place of its gradient. */
export interface SegmentMember {
  readonly name: string;
  readonly shape: Shape;
  /** Where in the segment it begins, in elements. */
  readonly offset: number;
  readonly parameters: ValueId;
  readonly gradients: ValueId;
}

/** A run of whole parameters of the flat vector that fits the device's largest binding, with its gradient and optimiser state. */
export interface Segment {
  readonly parameters: ValueId;
  readonly gradients: ValueId;
  /** One value per name in `Program.stateNames`. */
  readonly state: readonly ValueId[];
  /** The averages of the parameters; null where none are kept. */
  readonly averages: ValueId | null;
  /** The tensors that make it up, in order and without a gap. */
  readonly members: readonly SegmentMember[];
}

/** Byte offsets in one arena. */
export interface MemoryPlan {
  readonly bytes: number;
  /** The target's: no tensor crosses a multiple of it, save a larger one. Not given where all memory lies together. */
  readonly segment?: number;
  /** By value id; views and values of other procedures included. */
  readonly offsets: readonly number[];
  /** Byte offset of each operation's workspace, by procedure and operation index; -1 where it has none. */
  readonly workspaces: { readonly step: readonly number[]; readonly evaluate: readonly number[] };
}

/** A compiled graph: plain data, made without any device present, the same for all but for fusion and the plan. */
export interface Program {
  /** The largest batch; n <= capacity is a runtime value of every operation. */
  readonly capacity: number;
  readonly values: readonly Value[];
  /** Forward in training mode, criterion, metrics, backward, update, averages. */
  readonly step: readonly Operation[];
  /** Forward in evaluate mode on the averages where there are some, criterion, metrics. */
  readonly evaluate: readonly Operation[];
  readonly parameters: readonly TensorSlot[];
  readonly statistics: readonly TensorSlot[];
  /** The average of each parameter, then of each statistic, `average.conv1.weight`; empty where none are kept. */
  readonly averages: readonly TensorSlot[];
  /** Optimiser state by name (`velocity`), each laid out like the parameters. */
  readonly stateNames: readonly string[];
  readonly segments: readonly Segment[];
  readonly constants: readonly { readonly value: ValueId; readonly data: readonly number[] }[];
  readonly input: ValueId;
  readonly labels: ValueId;
  readonly metrics: ValueId;
  readonly hyper: ValueId;
  /** What the criterion sees, in each procedure. */
  readonly scores: { readonly step: ValueId; readonly evaluate: ValueId };
  /**
   * Activations that may be read after the procedure that makes them: the scores, and gradients that were asked for.
   * What outlives a run can always be read; nothing else can.
   */
  readonly kept: readonly ValueId[];
  readonly memory: MemoryPlan;
}

/** Elements of a value at a batch of n. */
export function valueElements(value: Value, n: number): number {
  return value.shape.reduce((product, size) => product * size, value.kind === 'batch' ? n : 1);
}

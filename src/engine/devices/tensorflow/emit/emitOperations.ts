import type { Operation, Program, ValueId } from '../../../compiler/program.ts';
import { boolAttribute, typeAttribute } from '../../../interchange/savedModel/attributes.ts';
import type { GraphBuilder, TensorName } from '../../../interchange/savedModel/graphBuilder.ts';
import type { EmitCall, EmitContext, Emitter, Normalised, Slot } from './emitter.ts';
import { emitters } from './emitters.ts';

/** What a procedure needs of where it is written, besides what follows from its operations. */
export interface Surroundings
  extends Pick<
    EmitContext,
    'single' | 'read' | 'update' | 'tell' | 'blend' | 'follow' | 'size' | 'position'
  > {
  /** The variables of a segment of the flat vector or of a part of one, with the gradients that `tensor` gives. */
  slots(parameters: ValueId, tensor: EmitContext['tensor']): readonly Slot[];
  /** The tensor of a value that no operation has made before; asked for once a value. */
  bring(id: ValueId): TensorName;
  /** What the operations are called by: `step`. */
  readonly name: string;
}

/** Writes operations into a graph, in order; answers with the tensor of every value that they use or make. */
export function emitOperations(
  graph: GraphBuilder,
  { values }: Pick<Program, 'values'>,
  operations: readonly Operation[],
  surroundings: Surroundings,
): ReadonlyMap<ValueId, TensorName> {
  const { bring, name, slots, ...given } = surroundings;
  const tensors = new Map<ValueId, TensorName>();
  const size = once(given.size);
  const tensor = (id: ValueId): TensorName => {
    const found = tensors.get(id) ?? bring(id);
    tensors.set(id, found);
    return found;
  };
  const context: EmitContext = {
    ...given,
    graph,
    tensor,
    slots: (parameters) => slots(parameters, tensor),
    shape: (id) => values[id].shape,
    size,
    sizeFloat: once(() => {
      const attributes = {
        SrcT: typeAttribute('int32'),
        DstT: typeAttribute('float'),
        Truncate: boolAttribute(false),
      };
      return graph.add('Cast', [size()], attributes);
    }),
    position: once(given.position),
    masks: new Map<number, TensorName>(),
    normalised: new Map<ValueId, Normalised>(),
    pooled: new Map(),
  };
  for (const operation of operations) {
    graph.within(`${name}/${operation.node}`);
    // The table pairs each name with the emitter of its attributes, which a union of names cannot say.
    const emitter = emitters[operation.name] as Emitter<never>;
    emitter(context, operation as unknown as EmitCall<never>).forEach((made, i) => {
      const id = operation.outputs[i];
      if (id !== null && made !== null) tensors.set(id, made);
    });
  }
  graph.within(name);
  return tensors;
}

function once(make: () => TensorName): () => TensorName {
  let made: TensorName | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

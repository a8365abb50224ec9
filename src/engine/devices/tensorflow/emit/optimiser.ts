import type { ValueId } from '../../../compiler/program.ts';
import { boolAttribute, typeAttribute } from '../../../interchange/savedModel/attributes.ts';
import type { TensorName } from '../../../interchange/savedModel/graphBuilder.ts';
import { binary, element, FLOAT, scalar, select } from './arithmetic.ts';
import type { EmitContext, Emitter, Slot } from './emitter.ts';

/** Updates are ordered by control inputs, so none needs a lock. */
export const UNLOCKED = { ...FLOAT, use_locking: boolAttribute(false) };

/** The gradient with the weights' decay added. */
function decayed({ graph, read }: EmitContext, slot: Slot, weightDecay: number): TensorName {
  if (weightDecay === 0) return slot.gradient;
  return binary(
    graph,
    'AddV2',
    slot.gradient,
    binary(graph, 'Mul', read(slot.parameters), scalar(graph, weightDecay)),
  );
}

export const sgd: Emitter<'sgd'> = (context, { inputs, attributes }) => {
  const { graph, tensor, update } = context;
  const [parameters, , velocity, hyper] = inputs as [ValueId, ValueId, ValueId | null, ValueId];
  const { momentum, dampening, nesterov, weightDecay } = attributes;
  const rate = element(graph, tensor(hyper), 0);
  for (const slot of context.slots(parameters)) {
    const gradient = decayed(context, slot, weightDecay);
    if (velocity === null || momentum === 0) {
      update('ResourceApplyGradientDescent', [slot.parameters, rate, gradient], UNLOCKED);
    } else if (dampening === 0) {
      // With the velocity 0 at first, Torch's first step is no other than those that follow.
      const operands = [slot.parameters, slot.state(velocity), rate, gradient, scalar(graph, momentum)];
      const own = { ...UNLOCKED, use_nesterov: boolAttribute(nesterov) };
      update('ResourceApplyMomentum', operands, own);
    } else {
      damped(context, slot, { gradient, rate, velocity, hyper, momentum, dampening, nesterov });
    }
  }
  return [];
};

interface Damped {
  readonly gradient: TensorName;
  readonly rate: TensorName;
  readonly velocity: ValueId;
  readonly hyper: ValueId;
  readonly momentum: number;
  readonly dampening: number;
  readonly nesterov: boolean;
}

/** v = first ? g : momentum * v + (1 - dampening) * g. */
function damped(context: EmitContext, slot: Slot, given: Damped): void {
  const { graph, read, tensor, update } = context;
  const { gradient, momentum, dampening } = given;
  const handle = slot.state(given.velocity);
  const first = binary(graph, 'Equal', element(graph, tensor(given.hyper), 1), scalar(graph, 1));
  const later = binary(
    graph,
    'AddV2',
    binary(graph, 'Mul', read(handle), scalar(graph, momentum)),
    binary(graph, 'Mul', gradient, scalar(graph, 1 - dampening)),
  );
  const velocity = select(graph, first, gradient, later);
  update('AssignVariableOp', [handle, velocity], { dtype: typeAttribute('float') });
  const step = given.nesterov
    ? binary(graph, 'AddV2', gradient, binary(graph, 'Mul', velocity, scalar(graph, momentum)))
    : velocity;
  update('ResourceApplyGradientDescent', [slot.parameters, given.rate, step], UNLOCKED);
}

export const adam: Emitter<'adam'> = (context, { inputs, attributes }) => {
  const { graph, tensor, update } = context;
  const [parameters, , first, second, hyper] = inputs as ValueId[];
  const { beta1, beta2, epsilon, weightDecay } = attributes;
  // The rate comes with its bias corrected: powers of 0 leave it as it is.
  const none = scalar(graph, 0);
  const rate = element(graph, tensor(hyper), 0);
  for (const slot of context.slots(parameters)) {
    const operands = [
      slot.parameters,
      slot.state(first),
      slot.state(second),
      none,
      none,
      rate,
      scalar(graph, beta1),
      scalar(graph, beta2),
      scalar(graph, epsilon),
      decayed(context, slot, weightDecay),
    ];
    update('ResourceApplyAdam', operands, { ...UNLOCKED, use_nesterov: boolAttribute(false) });
  }
  return [];
};

export const average: Emitter<'average'> = ({ graph, tensor, follow }, { inputs }) => {
  const [x, averages, hyper] = inputs as ValueId[];
  follow(x, averages, element(graph, tensor(hyper), 2));
  return [];
};

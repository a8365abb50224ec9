import { LEAST_NORM, matrixOf, matrixScale, NEWTON_SCHULZ } from '../../../compiler/muon.ts';
import type { ValueId } from '../../../compiler/program.ts';
import { typeAttribute } from '../../../interchange/savedModel/attributes.ts';
import type { GraphBuilder, TensorName } from '../../../interchange/savedModel/graphBuilder.ts';
import { binary, element, FLOAT, reshape, scalar, sum } from './arithmetic.ts';
import type { EmitContext, Emitter, Slot } from './emitter.ts';
import { product } from './linear.ts';
import { UNLOCKED } from './optimiser.ts';

/** `x` times a number. */
function scaled(graph: GraphBuilder, x: TensorName, factor: number): TensorName {
  return binary(graph, 'Mul', x, scalar(graph, factor));
}

/** The gradient with momentum, of the variable's shape; the velocity is updated. */
function moved(
  { graph, read, update }: EmitContext,
  slot: Slot,
  velocity: ValueId | null,
  { momentum, nesterov }: { readonly momentum: number; readonly nesterov: boolean },
): TensorName {
  if (velocity === null) return slot.gradient;
  const handle = slot.state(velocity);
  const v = binary(graph, 'AddV2', scaled(graph, read(handle), momentum), slot.gradient);
  update('AssignVariableOp', [handle, v], { dtype: typeAttribute('float') });
  return nesterov ? binary(graph, 'AddV2', slot.gradient, scaled(graph, v, momentum)) : v;
}

/** The Newton-Schulz iteration on a matrix; `tall` says that it has no fewer rows than columns. */
function orthogonal(graph: GraphBuilder, matrix: TensorName, tall: boolean, steps: number): TensorName {
  const { a, b, c } = NEWTON_SCHULZ;
  const norm = graph.add('Sqrt', [sum(graph, binary(graph, 'Mul', matrix, matrix), [0, 1], false)], FLOAT);
  let x = binary(graph, 'RealDiv', matrix, graph.add('Maximum', [norm, scalar(graph, LEAST_NORM)], FLOAT));
  for (let step = 0; step < steps; step++) {
    const gram = product(graph, x, x, tall ? { a: true } : { b: true });
    const square = scaled(graph, product(graph, gram, gram), c);
    const polynomial = binary(graph, 'AddV2', scaled(graph, gram, b), square);
    const moving = tall ? product(graph, x, polynomial) : product(graph, polynomial, x);
    x = binary(graph, 'AddV2', scaled(graph, x, a), moving);
  }
  return x;
}

/**
 * The weight lies as [kH, kW, I, O]: the matrix turned, its columns in another order, which the iteration leaves where
 * they are.
 */
export const muon: Emitter<'muon'> = (context, { inputs, attributes }) => {
  const { graph, tensor, shape, read, update } = context;
  const [parameters, , velocity, hyper] = inputs as [ValueId, ValueId, ValueId | null, ValueId];
  const { ratio, weightDecay, steps } = attributes;
  const { rows, columns } = matrixOf(shape(parameters));
  const rate = scaled(graph, element(graph, tensor(hyper), 0), ratio);
  for (const slot of context.slots(parameters)) {
    const turned = reshape(graph, moved(context, slot, velocity, attributes), [columns, rows]);
    const even = reshape(graph, orthogonal(graph, turned, columns >= rows, steps), slot.shape);
    const step = scaled(graph, even, matrixScale({ rows, columns }));
    const decayed = binary(graph, 'AddV2', step, scaled(graph, read(slot.parameters), weightDecay));
    update('ResourceApplyGradientDescent', [slot.parameters, rate, decayed], UNLOCKED);
  }
  return [];
};

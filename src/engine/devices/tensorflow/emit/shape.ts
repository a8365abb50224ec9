import type { ValueId } from '../../../compiler/program.ts';
import { typeAttribute } from '../../../interchange/savedModel/attributes.ts';
import { fromStored, storedAxis, storedShape, toStored } from '../layout.ts';
import { concatenated, FLOAT, reshape as reshaped, transpose } from './arithmetic.ts';
import type { Emitter } from './emitter.ts';

export const concatenate: Emitter<'concatenate'> = (
  { graph, tensor, shape },
  { inputs, attributes: { axis } },
) => {
  const parts = inputs.map((id) => tensor(id as ValueId));
  return [concatenated(graph, parts, storedAxis(shape(inputs[0] as ValueId), axis))];
};

export const slice: Emitter<'slice'> = ({ graph, tensor, shape }, { inputs: [x], attributes }) => {
  const own = shape(x as ValueId);
  const at = storedAxis(own, attributes.axis);
  const begin = Array.from({ length: own.length + 1 }, (_, i) => (i === at ? attributes.offset : 0));
  const size = begin.map((_, i) => (i === at ? attributes.length : -1));
  const operands = [tensor(x as ValueId), graph.ints(begin), graph.ints(size)];
  return [graph.add('Slice', operands, { ...FLOAT, Index: typeAttribute('int32') })];
};

/** Its order is NCHW's, so channels go to the front before and back after. */
export const reshape: Emitter<'reshape'> = (
  { graph, tensor, shape },
  { inputs: [x], attributes: { shape: wanted } },
) => {
  const front = fromStored(shape(x as ValueId));
  const back = toStored(wanted);
  const flat = transpose(graph, tensor(x as ValueId), front);
  // Where nothing moves the sizes are those that it lies in.
  const sizes = back === null ? storedShape(wanted) : wanted;
  return [transpose(graph, reshaped(graph, flat, [-1, ...sizes]), back)];
};

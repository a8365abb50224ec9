import { typeAttribute } from '../../interchange/savedModel/attributes.ts';
import type { GraphBuilder, TensorName } from '../../interchange/savedModel/graphBuilder.ts';
import type { SignatureTensor } from '../../interchange/savedModel/savedModel.ts';
import type { Shape } from '../../nn/shape.ts';

/**
 * A place where float32 numbers are fed: as int32 of the same bits, since tfjs-node carries fed floats to a GPU and
 * back before the session takes them there, and int32 not.
 */
export function feedFloats(
  graph: GraphBuilder,
  name: string,
  shape: Shape,
): { readonly input: SignatureTensor; readonly numbers: TensorName } {
  const tensor = graph.placeholder(name, 'int32', shape);
  const numbers = graph.add('Bitcast', [tensor], { T: typeAttribute('int32'), type: typeAttribute('float') });
  return { input: { tensor, type: 'int32', shape }, numbers };
}

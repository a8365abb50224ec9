import { typeAttribute } from '../../interchange/savedModel/attributes.ts';
import type { GraphBuilder, TensorName } from '../../interchange/savedModel/graphBuilder.ts';
import type { SignatureTensor } from '../../interchange/savedModel/savedModel.ts';
import type { Shape } from '../../nn/shape.ts';
import type { Feed, Fetched } from './runtime.ts';

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

/** What is fed in such a place: float32 numbers as int32 of the same bits, without a copy; int32 as it is. */
export function words(data: Float32Array | Int32Array, shape: Shape): Feed {
  const bits = data instanceof Int32Array ? data : new Int32Array(data.buffer, data.byteOffset, data.length);
  return { type: 'int32', data: bits, shape };
}

/** A fetched tensor that was declared float32. */
export function fetchedFloats(outputs: Readonly<Record<string, Fetched>>, name: string): Float32Array {
  const found = outputs[name];
  if (found instanceof Float32Array) return found;
  throw new Error(`output ${name} is not there, or is not float32`);
}

import type { ValueId } from '../../../compiler/program.ts';
import { typeAttribute } from '../../../interchange/savedModel/attributes.ts';
import type { TensorName } from '../../../interchange/savedModel/graphBuilder.ts';
import type { Shape } from '../../../nn/shape.ts';
import { streamWord } from '../../../random/streams.ts';
import { toStored } from '../layout.ts';
import { batchSizes, binary, concatenated, FLOAT, part, scalar, select, transpose } from './arithmetic.ts';
import type { EmitContext, Emitter } from './emitter.ts';

/** TensorFlow's number for Philox4x32-10. */
const PHILOX = 1;
/** Values of the random numbers that are compared: 23 bits. */
const STEPS = 2 ** 23;

export const dropout: Emitter<'dropout'> = (context, { inputs: [x], attributes }) => {
  const { graph, tensor, shape, masks } = context;
  const { probability, scale, node } = attributes;
  const mask = masks.get(node) ?? keepMask(context, shape(x as ValueId), probability, node);
  masks.set(node, mask);
  const kept = binary(graph, 'Mul', tensor(x as ValueId), scalar(graph, scale));
  // Zeros of the same shape, since TensorFlow's layout optimiser gives up the whole graph over a scalar here.
  return [select(graph, mask, kept, graph.add('ZerosLike', [kept], FLOAT))];
};

/**
 * Keeps where the word's 23 low bits reach the threshold. TensorFlow's uniform float is those bits over 2^23, so the
 * comparison is exact; its stateless Philox counts blocks of four words from the counter on, as random/streams.ts does.
 */
function keepMask(context: EmitContext, shape: Shape, probability: number, node: number): TensorName {
  const { graph, position, size } = context;
  const words = position();
  const stream = graph.ints([0, streamWord('dropout', node) | 0]);
  const counter = concatenated(graph, [stream, part(graph, words, 2, 2, 'int32')], 0, 'int32');
  const operands = [
    batchSizes(graph, size(), shape),
    unsigned(context, part(graph, words, 0, 2, 'int32'), 1),
    unsigned(context, counter, 2),
    graph.ints([PHILOX], []),
  ];
  const uniform = graph.add('StatelessRandomUniformV2', operands, {
    dtype: typeAttribute('float'),
    Tshape: typeAttribute('int32'),
  });
  const threshold = scalar(graph, Math.round(probability * STEPS) / STEPS);
  const keep = binary(graph, 'GreaterEqual', uniform, threshold);
  return transpose(graph, keep, toStored(shape), 'bool');
}

/** Pairs of int32 words, the low one first, as uint64. */
function unsigned({ graph }: EmitContext, words: TensorName, pairs: number): TensorName {
  const paired = graph.add('Reshape', [words, graph.ints([pairs, 2])], {
    T: typeAttribute('int32'),
    Tshape: typeAttribute('int32'),
  });
  return graph.add('Bitcast', [paired], { T: typeAttribute('int32'), type: typeAttribute('uint64') });
}

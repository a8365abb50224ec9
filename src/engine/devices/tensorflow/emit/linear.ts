import type { ValueId } from '../../../compiler/program.ts';
import { boolAttribute, textAttribute } from '../../../interchange/savedModel/attributes.ts';
import type { GraphBuilder, TensorName } from '../../../interchange/savedModel/graphBuilder.ts';
import { FLOAT } from './arithmetic.ts';
import { activated, addBias } from './convolution.ts';
import type { Emitter } from './emitter.ts';

/** a * b, either of them turned if asked. */
export function product(
  graph: GraphBuilder,
  a: TensorName,
  b: TensorName,
  transposed: { readonly a?: true; readonly b?: true } = {},
): TensorName {
  return graph.add('MatMul', [a, b], {
    ...FLOAT,
    transpose_a: boolAttribute(transposed.a ?? false),
    transpose_b: boolAttribute(transposed.b ?? false),
  });
}

export const linear: Emitter<'linear'> = ({ graph, tensor }, { inputs, attributes }) => {
  const [x, weight, bias] = inputs as [ValueId, ValueId, ValueId | null];
  const y = addBias(
    graph,
    product(graph, tensor(x), tensor(weight), { b: true }),
    bias === null ? null : tensor(bias),
  );
  return [activated(graph, y, attributes.activation)];
};

export const linearInputGradient: Emitter<'linearInputGradient'> = ({ graph, tensor }, { inputs }) => {
  const [dy, weight] = inputs as [ValueId, ValueId];
  return [product(graph, tensor(dy), tensor(weight))];
};

export const linearWeightGradient: Emitter<'linearWeightGradient'> = ({ graph, tensor }, { inputs }) => {
  const [x, dy] = inputs as [ValueId, ValueId];
  return [product(graph, tensor(dy), tensor(x), { a: true })];
};

export const channelSum: Emitter<'channelSum'> = ({ graph, tensor }, { inputs: [dy] }) => [
  graph.add('BiasAddGrad', [tensor(dy as ValueId)], { ...FLOAT, data_format: textAttribute('NHWC') }),
];

import type { OperationName } from '../../../compiler/attributes.ts';
import type { ValueId } from '../../../compiler/program.ts';
import { binary, FLOAT, scalar } from './arithmetic.ts';
import type { Emitter } from './emitter.ts';

/** TensorFlow's own operation on the same operands in the given order. */
function same<K extends OperationName>(type: string, ...order: readonly number[]): Emitter<K> {
  return ({ graph, tensor }, { inputs }) => [
    graph.add(
      type,
      order.map((i) => tensor(inputs[i] as ValueId)),
      FLOAT,
    ),
  ];
}

export const relu = same<'relu'>('Relu', 0);
export const reluGradient = same<'reluGradient'>('ReluGrad', 0, 1);
export const sigmoid = same<'sigmoid'>('Sigmoid', 0);
export const sigmoidGradient = same<'sigmoidGradient'>('SigmoidGrad', 1, 0);
export const tanh = same<'tanh'>('Tanh', 0);
export const tanhGradient = same<'tanhGradient'>('TanhGrad', 1, 0);

export const scale: Emitter<'scale'> = ({ graph, tensor }, { inputs: [x], attributes: { factor } }) => [
  binary(graph, 'Mul', tensor(x as ValueId), scalar(graph, factor)),
];

export const add: Emitter<'add'> = ({ graph, tensor }, { inputs }) => {
  const [first, ...others] = inputs.map((id) => tensor(id as ValueId));
  return [others.reduce((sum, next) => binary(graph, 'AddV2', sum, next), first)];
};

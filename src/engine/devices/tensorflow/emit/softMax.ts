import type { ValueId } from '../../../compiler/program.ts';
import { binary, FLOAT, sum } from './arithmetic.ts';
import type { Emitter } from './emitter.ts';

/** Channels lie last, which is where TensorFlow's soft max works. */
const CHANNELS = -1;

export const softMax: Emitter<'softMax'> = ({ graph, tensor }, { inputs: [x] }) => [
  graph.add('Softmax', [tensor(x as ValueId)], FLOAT),
];

export const softMaxGradient: Emitter<'softMaxGradient'> = ({ graph, tensor }, { inputs }) => {
  const [dy, y] = inputs.map((id) => tensor(id as ValueId));
  const inner = sum(graph, binary(graph, 'Mul', dy, y), [CHANNELS], true);
  return [binary(graph, 'Mul', y, binary(graph, 'Sub', dy, inner))];
};

export const logSoftMax: Emitter<'logSoftMax'> = ({ graph, tensor }, { inputs: [x] }) => [
  graph.add('LogSoftmax', [tensor(x as ValueId)], FLOAT),
];

export const logSoftMaxGradient: Emitter<'logSoftMaxGradient'> = ({ graph, tensor }, { inputs }) => {
  const [dy, y] = inputs.map((id) => tensor(id as ValueId));
  const total = sum(graph, dy, [CHANNELS], true);
  return [binary(graph, 'Sub', dy, binary(graph, 'Mul', graph.add('Exp', [y], FLOAT), total))];
};

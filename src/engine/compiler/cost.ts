import { elements } from '../nn/shape.ts';
import type { OperationName } from './attributes.ts';
import { type Operation, type Program, valueElements } from './program.ts';

/** Of convolutions, linear layers and their gradients: where the value on the output's side is, and where the weight. */
const products: Partial<Record<OperationName, (operation: Operation) => readonly [number, number]>> = {
  convolution: ({ inputs, outputs }) => [outputs[0] as number, inputs[1] as number],
  convolutionInputGradient: ({ inputs }) => [inputs[0] as number, inputs[1] as number],
  convolutionWeightGradient: ({ inputs, outputs }) => [inputs[1] as number, outputs[0] as number],
  linear: ({ inputs, outputs }) => [outputs[0] as number, inputs[1] as number],
  linearInputGradient: ({ inputs }) => [inputs[0] as number, inputs[1] as number],
  linearWeightGradient: ({ inputs, outputs }) => [inputs[1] as number, outputs[0] as number],
};

/**
 * Multiplications and additions of a convolution, a linear layer or their gradients at a batch of n, counted as they are
 * defined: a device may need fewer (Winograd). 0 of all else, `muon` among it, whose products the batch has no part in.
 */
export function operationFlops({ values }: Program, operation: Operation, n: number): number {
  const places = products[operation.name]?.(operation);
  if (!places) return 0;
  const [result, weight] = places;
  const [, ...perResult] = values[weight].shape;
  return 2 * valueElements(values[result], n) * elements(perResult);
}

import type { Activation } from '../../compiler/attributes.ts';
import { elements } from '../../nn/shape.ts';
import type { KernelCall, ReferenceKernel } from './kernel.ts';

/** What follows an operation at once on its own output. */
export function activate(y: Float64Array, count: number, activation: Activation): void {
  if (activation === 'none') return;
  for (let i = 0; i < count; i++) y[i] = rectify(y[i]);
}

/** ReLU of one number. */
export function rectify(x: number): number {
  return x > 0 ? x : 0;
}

type Elementwise =
  | 'relu'
  | 'reluGradient'
  | 'sigmoid'
  | 'sigmoidGradient'
  | 'tanh'
  | 'tanhGradient'
  | 'scale'
  | 'meanSquaredErrorGradient';

/** A kernel that makes each number of its output from the numbers in the same place of its one or two inputs. */
export function elementwise<K extends Elementwise>(
  compute: (first: number, second: number, call: KernelCall<K>) => number,
): ReferenceKernel<K> {
  return (call) => {
    const [first, second] = call.inputs;
    const [y] = call.outputs;
    const count = call.n * elements(y.shape);
    for (let i = 0; i < count; i++) y.data[i] = compute(first.data[i], second?.data[i], call);
  };
}

export const relu = elementwise<'relu'>(rectify);
export const reluGradient = elementwise<'reluGradient'>((dy, y) => (y > 0 ? dy : 0));
export const sigmoid = elementwise<'sigmoid'>((x) => 1 / (1 + Math.exp(-x)));
export const sigmoidGradient = elementwise<'sigmoidGradient'>((dy, y) => dy * y * (1 - y));
export const tanh = elementwise<'tanh'>(Math.tanh);
export const tanhGradient = elementwise<'tanhGradient'>((dy, y) => dy * (1 - y * y));
export const scale = elementwise<'scale'>((x, _, { attributes }) => attributes.factor * x);

export const add: ReferenceKernel<'add'> = ({ inputs, outputs, n }) => {
  const [y] = outputs;
  const count = n * elements(y.shape);
  for (let i = 0; i < count; i++) {
    let sum = inputs[0].data[i];
    for (let k = 1; k < inputs.length; k++) sum += inputs[k].data[i];
    y.data[i] = sum;
  }
};

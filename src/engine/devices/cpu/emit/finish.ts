import type { Activation } from '../../../compiler/attributes.ts';

/** What kernels call an activation: RECTIFY of kernels/micro.ts, or nothing. */
export function finishOf(activation: Activation): number {
  return activation === 'relu' ? 2 : 0;
}

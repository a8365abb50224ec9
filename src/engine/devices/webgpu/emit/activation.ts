import type { Activation } from '../../../compiler/attributes.ts';

/** WGSL of a value after its activation. */
export function activated(value: string, activation: Activation): string {
  return activation === 'relu' ? `max(${value}, 0.0)` : value;
}

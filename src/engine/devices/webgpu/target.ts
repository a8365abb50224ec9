import type { Target } from '../../compiler/target.ts';
import { emitterOf } from './emit/emitters.ts';
import { ALIGNMENT } from './place.ts';

/** The WebGPU device as the compiler sees it; its limits are those that every adapter has. */
export const webgpuTarget: Target = {
  device: 'webgpu',
  fusions: new Set(['activation', 'activationGradient', 'crossEntropy']),
  aliasesReshape: true,
  alignment: ALIGNMENT,
  // The least of maxStorageBufferBindingSize.
  largestBinding: 128 * 2 ** 20,
  // The least of maxBufferSize.
  segment: 256 * 2 ** 20,
  workspace: (operation, values, capacity) =>
    emitterOf(operation).workspace?.(operation, values, capacity) ?? 0,
};

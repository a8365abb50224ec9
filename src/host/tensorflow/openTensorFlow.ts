import type { TensorFlowRuntime } from '../../engine/devices/tensorflow/runtime.ts';
import { fail } from '../../shared/problem.ts';

/** TensorFlow in this process. Throws ProblemError where it is not set up. */
export async function openTensorFlow(_threads: number): Promise<TensorFlowRuntime> {
  fail('tensorflow-absent', 'TensorFlow is not set up');
}

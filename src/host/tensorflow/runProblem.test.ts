import { expect, test } from 'vitest';
import type { ProblemError } from '../../shared/problem.ts';
import { runProblem } from './runProblem.ts';

const problemOf = (message: string) => (runProblem(new Error(message)) as ProblemError).problem;

test("a GPU without memory is told with the node and the tensor's size", () => {
  const found = problemOf(
    'Session fail to run with error: 2 root error(s) found.\n  (0) RESOURCE_EXHAUSTED: OOM when allocating tensor with shape[512,48,48,32] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc\n\t [[{{node step/bn2/FusedBatchNormV3}}]]\nHint: If you want to see a list',
  );
  const message =
    'TensorFlow ran out of memory at bn2 for a tensor of 512x48x48x32; take a smaller batch, or another device';
  expect(found).toEqual({ code: 'memory', message, node: 'bn2' });
});

test('a GPU that is lost is told, and that the run can go on', () => {
  const found = problemOf(
    'Session fail to run with error: INTERNAL: Failed to launch kernel: CUDA_ERROR_LAUNCH_FAILED: unspecified launch failure\n\t [[{{node step_single/fc1/MatMul}}]]',
  );
  expect(found).toMatchObject({ code: 'device-lost', node: 'fc1' });
  expect(found.message).toContain("TensorFlow's GPU failed at fc1 (Session fail");
  expect(found.message).toContain('resume the run, on another device if it fails again');
});

test('any other error stays what it is: a fault of ours', () => {
  const error = new Error('Session fail to run with error: Incompatible shapes: [3] vs. [4]');
  expect(runProblem(error)).toBe(error);
});

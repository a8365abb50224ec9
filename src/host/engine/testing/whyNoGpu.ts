import { ProblemError } from '../../../shared/problem.ts';
import { openGpu } from '../openGpu.ts';

/**
 * Why nothing can be computed by WebGPU here, be it on a GPU or in software; null where it can, and where `npm test` saw
 * to a driver: should that not be found, the tests that want it are to fail.
 */
export async function whyNoGpu(): Promise<string | null> {
  if (process.env.SIGNALBOX_TEST_VULKAN) return null;
  try {
    const gpu = await openGpu();
    return (await gpu.requestAdapter()) ? null : 'WebGPU finds no adapter';
  } catch (error) {
    if (error instanceof ProblemError) return error.message;
    throw error;
  }
}

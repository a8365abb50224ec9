import type { TensorFlowRuntime } from '../../engine/devices/tensorflow/runtime.ts';
import { ProblemError } from '../../shared/problem.ts';
import { graphicsCardName } from './graphicsCardName.ts';
import { findInstallation } from './installation.ts';
import { loadBackend } from './loadBackend.ts';
import { createTensorFlowRuntime } from './tensorflowRuntime.ts';

/**
 * TensorFlow in this process, its operations spread over so many threads. The first call decides the threads, since
 * TensorFlow asks once. Throws ProblemError where it is not set up or cannot be loaded.
 */
export async function openTensorFlow(threads: number): Promise<TensorFlowRuntime> {
  const found = findInstallation();
  if ('problem' in found) throw new ProblemError(found.problem);
  const { installation } = found;
  setEnvironment(threads);
  const tf = loadBackend(installation);
  const { binding, isUsingGpuDevice } = tf.backend();
  return createTensorFlowRuntime(tf, {
    version: binding.TF_Version,
    gpu: isUsingGpuDevice ? graphicsCardName() : null,
    threads,
    xla: xlaSetting(process.env.SIGNALBOX_XLA),
  });
}

/** `1` compiles every graph by XLA, `0` none; anything else leaves it to the device. */
function xlaSetting(setting: string | undefined): boolean | null {
  if (setting === '1') return true;
  return setting === '0' ? false : null;
}

/** What TensorFlow reads from the environment when it starts; a person's own settings stand. */
function setEnvironment(threads: number): void {
  const { env, arch } = process;
  env.TF_NUM_INTRAOP_THREADS ??= String(threads);
  // Its log would lie between our own lines; faults come as errors.
  env.TF_CPP_MIN_LOG_LEVEL ??= '3';
  // Intel's kernels, which take three quarters of a step; not every build of TensorFlow turns them on by itself.
  if (arch === 'x64') env.TF_ENABLE_ONEDNN_OPTS ??= '1';
  // A GPU's memory is taken as it is needed, so that two programs can share it.
  env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true';
}

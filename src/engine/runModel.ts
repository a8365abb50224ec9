import { ProblemError } from '../shared/problem.ts';
import type { ModelRunRequest, ModelRunResult } from './api.ts';
import type { LoadedModel, TensorFlowRuntime } from './devices/tensorflow/runtime.ts';
import type { Platform } from './platform.ts';

/**
 * Loads a SavedModel in TensorFlow, asks it one question after the other and lets go of it. Throws ProblemError where
 * TensorFlow is not set up or cannot be loaded (`tensorflow-…`), or refuses the model (`model-refused`).
 */
export async function runModel(
  platform: Platform,
  { model, threads, runs }: ModelRunRequest,
): Promise<ModelRunResult> {
  const runtime = await platform.tensorflow(threads ?? platform.processors);
  const loaded = await load(runtime, model, [...new Set(runs.map(({ signature }) => signature))]);
  try {
    const outputs = runs.map(({ signature, inputs }) => loaded.run(signature, inputs));
    const where = runtime.gpu === null ? '' : ` on ${runtime.gpu}`;
    return { ranIn: `TensorFlow ${runtime.version}${where}`, outputs };
  } finally {
    loaded.dispose();
  }
}

async function load(
  runtime: TensorFlowRuntime,
  model: Uint8Array,
  signatures: readonly string[],
): Promise<LoadedModel> {
  try {
    return await runtime.load(model, signatures);
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const text = error instanceof Error ? error.message : String(error);
    const why = text.split('\n')[0].slice(0, 300);
    const message = `TensorFlow ${runtime.version} does not load the model: ${why}`;
    throw new ProblemError({ code: 'model-refused', message }, { cause: error });
  }
}

import { expect, test, vi } from 'vitest';
import { fail, ProblemError } from '../shared/problem.ts';
import type { LoadedModel, TensorFlowRuntime } from './devices/tensorflow/runtime.ts';
import type { Platform } from './platform.ts';
import { runModel } from './runModel.ts';

const model = Uint8Array.of(1, 2, 3);
const runs = [4, 5].map((number) => ({
  signature: 'twice',
  inputs: { x: { type: 'float32', data: Float32Array.of(number), shape: [1] } },
})) satisfies Parameters<typeof runModel>[1]['runs'];

/** A TensorFlow whose only signature doubles one number. */
function platformOf(changes: Partial<TensorFlowRuntime & LoadedModel> = {}) {
  const loaded: LoadedModel = {
    run: (_signature, { x }) => ({ y: Float32Array.of(2 * x.data[0]) }),
    dispose: vi.fn(),
    ...changes,
  };
  const load = vi.fn(async () => loaded);
  const runtime: TensorFlowRuntime = {
    version: '2.21.0',
    gpu: null,
    xla: null,
    threads: 1,
    load,
    ...changes,
  };
  const tensorflow = vi.fn(async () => runtime);
  return {
    platform: { processors: 3, tensorflow } as Partial<Platform> as Platform,
    loaded,
    load,
    tensorflow,
  };
}

test('answers each question in turn, says what ran it, and lets go of the model', async () => {
  const { platform, loaded, load, tensorflow } = platformOf();
  const result = await runModel(platform, { model, threads: null, runs });
  expect(result).toEqual({
    ranIn: 'TensorFlow 2.21.0',
    outputs: [{ y: Float32Array.of(8) }, { y: Float32Array.of(10) }],
  });
  expect(load).toHaveBeenCalledExactlyOnceWith(model, ['twice']);
  expect(tensorflow).toHaveBeenCalledExactlyOnceWith(3);
  expect(loaded.dispose).toHaveBeenCalledOnce();
});

test('names the GPU where there is one', async () => {
  const { ranIn } = await runModel(platformOf({ gpu: 'NVIDIA H100' }).platform, { model, threads: 1, runs });
  expect(ranIn).toBe('TensorFlow 2.21.0 on NVIDIA H100');
});

test('lets go of a model that fails', async () => {
  const run = () => fail('memory', 'TensorFlow ran out of memory');
  const { platform, loaded } = platformOf({ run });
  await expect(runModel(platform, { model, threads: 1, runs })).rejects.toThrow('ran out of memory');
  expect(loaded.dispose).toHaveBeenCalledOnce();
});

test('a model that TensorFlow refuses is a sentence', async () => {
  const load = async () => {
    throw new Error('Op type not registered\nat a long stack');
  };
  const error = await runModel(platformOf({ load }).platform, { model, threads: 1, runs }).catch((e) => e);
  expect(error).toBeInstanceOf(ProblemError);
  expect(error.problem).toEqual({
    code: 'model-refused',
    message: 'TensorFlow 2.21.0 does not load the model: Op type not registered',
  });
});

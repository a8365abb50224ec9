import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import type { Tensor as Numbers } from '../../engine/tensor.ts';
import { ProblemError } from '../../shared/problem.ts';
import { joined } from './joined.ts';

/** An ONNX file in a runtime that is not ours. */
export interface OnnxSession {
  /** `onnxruntime-web 1.30.0`. */
  readonly runtime: string;
  /** The model's outputs for batches at its one input, one after the other. */
  run(batches: Iterable<Numbers>): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Opens a model of one input and one output. `file` is its name in the sentence where the runtime refuses it. */
export async function openOnnx(bytes: Uint8Array, file: string): Promise<OnnxSession> {
  env.wasm.numThreads = 1;
  env.logLevel = 'error';
  const session = await InferenceSession.create(bytes).catch((error: unknown) => {
    const message = `onnxruntime does not load ${file}: ${String(error).slice(0, 300)}`;
    throw new ProblemError({ code: 'onnx-refused', message, file }, { cause: error });
  });
  return {
    runtime: `onnxruntime-web ${env.versions.web ?? env.versions.common}`,
    run: async (batches) => {
      const outputs: Float32Array[] = [];
      for (const { shape, data } of batches) {
        const input = new Tensor('float32', data, [...shape]);
        const results = await session.run({ [session.inputNames[0]]: input });
        outputs.push((results[session.outputNames[0]].data as Float32Array).slice());
      }
      return joined(outputs);
    },
    close: () => session.release(),
  };
}

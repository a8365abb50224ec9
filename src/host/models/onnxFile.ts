import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Tensor } from '../../engine/tensor.ts';
import { type Problem, ProblemError } from '../../shared/problem.ts';
import { builtFile } from '../paths.ts';

/** What the thread is asked, and what it answers. */
export interface OnnxQuestion {
  readonly path: string;
  readonly batches: readonly Tensor[];
}

export type OnnxAnswer =
  | { readonly kind: 'outputs'; readonly runtime: string; readonly outputs: Float32Array }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * Runs an ONNX file over batches of its input in onnxruntime, in a thread of its own that ends with the answer.
 * Throws ProblemError where the file cannot be read or the runtime refuses it.
 */
export async function runOnnxFile(
  question: OnnxQuestion,
): Promise<{ readonly runtime: string; readonly outputs: Float32Array }> {
  const worker = new Worker(pathToFileURL(builtFile('main', 'onnx.js')), {
    workerData: question,
    execArgv: [],
  });
  try {
    const answer = await new Promise<OnnxAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the thread of onnxruntime ended with code ${code}`)));
    });
    if (answer.kind === 'problem') throw new ProblemError(answer.problem);
    return answer;
  } finally {
    await worker.terminate();
  }
}

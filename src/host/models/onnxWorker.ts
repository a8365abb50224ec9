import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { ProblemError } from '../../shared/problem.ts';
import { fileError } from '../files/fileProblem.ts';
import type { OnnxAnswer, OnnxQuestion } from './onnxFile.ts';
import { openOnnx } from './onnxSession.ts';

// A thread that runs one ONNX file and ends: with it goes the runtime's memory, which only ever grows.
const { path, batches } = workerData as OnnxQuestion;

async function answer(): Promise<OnnxAnswer> {
  try {
    const session = await openOnnx(readFileSync(path), basename(path));
    const outputs = await session.run(batches);
    await session.close();
    return { kind: 'outputs', runtime: session.runtime, outputs };
  } catch (caught) {
    const error = fileError(caught, 'read', path);
    if (error instanceof ProblemError) return { kind: 'problem', problem: error.problem };
    throw error;
  }
}

parentPort?.postMessage(await answer());

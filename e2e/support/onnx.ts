import { readFileSync } from 'node:fs';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';

/**
 * The scores that an exported file gives for a few made-up pictures, run in a runtime that is not ours: a file that is
 * not valid throws. One row a picture.
 */
export async function scoresOfFile(
  path: string,
  shape: readonly [number, number, number],
): Promise<number[][]> {
  env.wasm.numThreads = 1;
  env.logLevel = 'error';
  const session = await InferenceSession.create(readFileSync(path));
  const pictures = 3;
  const data = Float32Array.from(
    { length: pictures * shape[0] * shape[1] * shape[2] },
    (_, i) => Math.sin(0.37 * i) * 1.5,
  );
  const input = new Tensor('float32', data, [pictures, ...shape]);
  const results = await session.run({ [session.inputNames[0]]: input });
  const { data: scores, dims } = results[session.outputNames[0]];
  await session.release();
  const classes = Number(dims[1]);
  return Array.from({ length: pictures }, (_, i) => [
    ...(scores as Float32Array).slice(i * classes, (i + 1) * classes),
  ]);
}

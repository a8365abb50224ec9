import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { InputFormat } from '../../src/engine/data/prepare.ts';
import { interpolations } from '../../src/engine/data/transform.ts';
import { readMetadata, readSelfTest } from '../../src/engine/interchange/onnx/selfTest.ts';
import type { Preprocessing } from '../../src/engine/interchange/preprocessing.ts';
import type { BatchSource } from '../../src/engine/training/batches.ts';
import { predictions } from '../../src/engine/training/metrics.ts';
import { loadEvaluation } from '../../src/host/data/loadData.ts';
import { type OnnxSession, openOnnx } from '../../src/host/models/onnxSession.ts';
import { preparedBatches } from '../../src/host/models/preparedBatches.ts';

const BATCH = 100;
/** Two probabilities nearer than this are a tie that rounding decides. */
const MARGIN = 1e-5;

interface Line {
  readonly file: string;
  readonly predicted: number;
  readonly probabilities: readonly number[];
}

/**
 * Runs an exported model over a test set in onnxruntime, prepared as the file's own metadata says, and compares each
 * prediction with a file that `signalbox eval --predictions` wrote. Returns the exit code.
 */
export async function verifyOnnx(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { data: { type: 'string' }, predictions: { type: 'string' } },
    allowPositionals: true,
  });
  const [model] = positionals;
  if (!model || !values.data || !values.predictions) {
    console.error('usage: node tools/verify-onnx.mjs MODEL.onnx --data DIR --predictions FILE.jsonl');
    return 1;
  }
  const bytes = readFileSync(model);
  const session = await openOnnx(bytes, basename(model));
  const metadata = readMetadata(bytes, basename(model));
  const classes = JSON.parse(metadata.get('class_names') ?? '[]') as string[];
  const preprocessing = JSON.parse(metadata.get('preprocessing') ?? '{}') as Preprocessing;
  const selfTest = await selfTestDifference(session, bytes, basename(model));
  const { selection } = await loadEvaluation({ data: values.data, split: 'test', classes, seed: 0 });
  const scores = await session.run(preparedBatches({ ...selection, ...inputOf(preprocessing) }, BATCH));
  const predicted = predictions(scores, classes.length);
  const expected = readFileSync(values.predictions, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
  if (expected.length !== predicted.length) {
    console.error(`${values.predictions} has ${expected.length} predictions, expected ${predicted.length}`);
    return 1;
  }
  const different = expected.flatMap((line, i) =>
    line.predicted === predicted[i] ? [] : [{ file: line.file, margin: marginOf(line) }],
  );
  const close = different.filter(({ margin }) => margin < MARGIN);
  const report = {
    images: predicted.length,
    equal: predicted.length - different.length,
    differentWithinMargin: close.length,
    different: different.length - close.length,
    selfTestLargestDifference: selfTest,
  };
  console.log(JSON.stringify(report));
  return different.length === close.length ? 0 : 1;
}

function inputOf({
  size,
  mean,
  deviation,
  resize,
}: Preprocessing): Pick<BatchSource, 'format' | 'interpolation'> {
  const [channels, height, width] = size;
  const format: InputFormat = {
    width,
    height,
    channels: channels as 1 | 3,
    mean: mean ?? [],
    deviation: deviation ?? [],
  };
  return {
    format,
    interpolation: interpolations.find((name) => name === resize?.interpolation) ?? 'bicubic',
  };
}

/** Largest difference between the output stored in the file and the one computed from the stored input. */
async function selfTestDifference(session: OnnxSession, bytes: Uint8Array, file: string): Promise<number> {
  const { input, output } = readSelfTest(bytes, file);
  const computed = await session.run([input]);
  return output.data.reduce((most, value, i) => Math.max(most, Math.abs(value - computed[i])), 0);
}

function marginOf({ probabilities }: Line): number {
  const [first, second] = [...probabilities].sort((a, b) => b - a);
  return first - second;
}

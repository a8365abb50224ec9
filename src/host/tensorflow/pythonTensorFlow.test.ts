import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exportSavedModel } from '../../engine/interchange/savedModel/exportSavedModel.ts';
import {
  exportOptions,
  graphOf,
  numbers,
  referenceOutput,
  tensorsOf,
} from '../../engine/interchange/testSupport.ts';
import { elements } from '../../engine/nn/shape.ts';
import { predictions } from '../../engine/training/metrics.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { readDocument } from '../../shared/documentFile.ts';
import { imageInput, requireModel } from '../model.ts';
import { preparedBatches } from '../models/preparedBatches.ts';
import { pixelsOf, unevenPictures } from './testing/pictures.ts';

/** A Python that has TensorFlow: SIGNALBOX_TEST_TENSORFLOW_PYTHON. */
const python = process.env.SIGNALBOX_TEST_TENSORFLOW_PYTHON;
const graphs = 'resources/graphs';
const folder = mkdtempSync(join(tmpdir(), 'signalbox-python-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  readonly selfTestDifference: number;
  readonly liteDifference: number;
  readonly images?: number;
  readonly differentClasses?: number;
  readonly probabilityDifference?: number;
}

/** Whether it can run TensorFlow itself: what that depends on may have been left out. */
function isWhole(executable: string): boolean {
  const needed = "['tensorflow', 'numpy', 'keras']";
  const code = `import importlib.util as u, sys; sys.exit(not all(u.find_spec(name) for name in ${needed}))`;
  return spawnSync(executable, ['-c', code]).status === 0;
}

test.skipIf(!python || !isWhole(python))(
  'Python gives what the engine gives, TensorFlow Lite too (skipped where SIGNALBOX_TEST_TENSORFLOW_PYTHON names no Python with a whole TensorFlow)',
  async () => {
    for (const file of readdirSync(graphs)) {
      const path = join(graphs, file);
      const name = basename(file, '.json');
      const document = readDocument(readFileSync(path, 'utf8'), path);
      const report = run(await writeModel(document, join(folder, name)));
      expect(report.selfTestDifference, name).toBeLessThan(1e-4);
      expect(report.liteDifference, name).toBeLessThan(1e-4);
      if (report.images === undefined) continue;
      expect(report, name).toMatchObject({ images: 11, differentClasses: 0 });
      expect(report.probabilityDifference, name).toBeLessThan(1e-4);
    }
  },
  300_000,
);

/** Writes a model and, where it takes images, pictures of several sizes with what the engine says of them. */
async function writeModel(document: GraphDocument, at: string): Promise<string[]> {
  const graph = graphOf(document);
  const tensors = tensorsOf(graph);
  const shape = graph.input.outputShapes[0];
  const input = numbers(elements(shape), 4);
  const output = Float32Array.from(await referenceOutput(document, tensors, input, 1));
  const classes = Array.from(output, (_, i) => `Class ${i}`);
  const options = { ...exportOptions(document, tensors), classes, selfTest: { input, output } };
  mkdirSync(at);
  writeFileSync(join(at, 'saved_model.pb'), exportSavedModel(options));
  if (shape.length === 1) return [at];
  const set = unevenPictures();
  const count = set.records.length;
  const model = requireModel(document);
  const source = { set, indices: Uint32Array.from(set.records, (_, i) => i), ...imageInput(model) };
  const [batch] = preparedBatches(source, count);
  const scores = Float32Array.from(await referenceOutput(document, tensors, batch.data, count));
  const predicted = predictions(scores, classes.length);
  const lines = set.records.map(({ file, width, height }, i) => {
    const header = new TextEncoder().encode(`P6\n# uneven\n${width} ${height}\n255\n`);
    writeFileSync(join(at, `${file}.ppm`), [header, pixelsOf(set, i)].reduce(joinedBytes));
    const probabilities = Float64Array.from(scores.subarray(i * classes.length, (i + 1) * classes.length));
    model.training.criterion.definition.probabilities(probabilities);
    const line = { file: `${file}.ppm`, predicted: predicted[i], probabilities: [...probabilities] };
    return JSON.stringify(line);
  });
  const list = join(at, 'predictions.jsonl');
  writeFileSync(list, lines.join('\n'));
  return [at, '--data', at, '--predictions', list];
}

function joinedBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  return Uint8Array.from([...a, ...b]);
}

function run(args: readonly string[]): Report {
  const script = 'tools/tensorflow/verify_saved_model.py';
  const { status, stdout, stderr } = spawnSync(python as string, [script, ...args], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout.trim().split('\n').at(-1) as string) as Report;
}

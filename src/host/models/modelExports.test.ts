import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ExportReport } from '../../shared/api/models.ts';
import { testPage } from '../app/testing/testContext.ts';
import { exportAsOnnx, testPicture } from '../runs/exportModel.ts';
import { loadRun } from '../runs/useRun.ts';
import { checkOnnx, compared } from './checkExport.ts';
import { codeOf, modelStage } from './testing/modelStage.ts';

const stage = modelStage();
beforeAll(async () => {
  vi.stubEnv('SIGNALBOX_CACHE', join(tmpdir(), 'signalbox-test-cache'));
  await stage.open();
}, 60_000);
afterAll(async () => {
  await stage.close();
  vi.unstubAllEnvs();
});
const page = testPage();

test('an exported ONNX file gives in onnxruntime what the engine gives', async () => {
  const path = join(stage.tiny.context.root, 'model.onnx');
  const request = { id: stage.tiny.id, checkpoint: 'best', format: 'onnx', path } as const;
  const report = await stage.service.handlers.exportModel(request, page);
  expect(report.files).toEqual([{ path, bytes: statSync(path).size }]);
  expect(report.check).toMatchObject({ ranIn: expect.stringMatching(/^onnxruntime-web \d/), images: 7 });
  expect(differenceOf(report)).toBeLessThan(1e-5);
  expect(
    await codeOf(() => stage.service.handlers.exportModel({ ...request, path: `${path}.json` }, page)),
  ).toBe('file-name');
});

/** How far an exported model that was run again is from the engine; fails the test where it was not run. */
function differenceOf({ check }: ExportReport): number {
  if ('notRun' in check) throw new Error(check.notRun);
  return check.largestDifference;
}

test('an exported SavedModel is run again in TensorFlow, or the report says why not', async () => {
  const path = join(stage.tiny.context.root, 'tensorflow');
  const request = { id: stage.tiny.id, checkpoint: 'best', format: 'savedmodel', path } as const;
  const report = await stage.service.handlers.exportModel(request, page);
  const file = join(path, 'saved_model.pb');
  expect(report.files).toEqual([{ path: file, bytes: statSync(file).size }]);
  if (process.env.SIGNALBOX_TENSORFLOW) {
    expect(report.check).toMatchObject({ ranIn: expect.stringMatching(/^TensorFlow \d/), images: 7 });
    expect(differenceOf(report)).toBeLessThan(1e-5);
  } else {
    expect(report.check).toEqual({ notRun: expect.stringMatching(/TensorFlow/) });
  }
  // Again over itself with the same bytes, but not into a SavedModel of somebody else's.
  const before = readFileSync(file);
  await stage.service.handlers.exportModel(request, page);
  expect(readFileSync(file).equals(before)).toBe(true);
  mkdirSync(join(path, 'variables'));
  expect(await codeOf(() => stage.service.handlers.exportModel(request, page))).toBe('exists');
});

test('an exported safetensors folder gives in a fresh engine what the run gives', async () => {
  const path = join(stage.tiny.context.root, 'folder');
  const request = { id: stage.tiny.id, checkpoint: 'last', format: 'safetensors', path } as const;
  const report = await stage.service.handlers.exportModel(request, page);
  expect(report.files.map((each) => each.path)).toEqual(
    ['model.safetensors', 'graph.json'].map((name) => join(path, name)),
  );
  expect(report.check).toMatchObject({ ranIn: expect.stringMatching(/^Signalbox .*cpu/), images: 7 });
  expect(differenceOf(report)).toBeLessThan(1e-6);
  // Again over itself, but not over a graph that somebody drew.
  await stage.service.handlers.exportModel(request, page);
  const drawn = join(stage.tiny.context.root, 'drawn');
  mkdirSync(drawn);
  writeFileSync(join(drawn, 'graph.json'), 'mine');
  expect(await codeOf(() => stage.service.handlers.exportModel({ ...request, path: drawn }, page))).toBe(
    'exists',
  );
  expect(readFileSync(join(drawn, 'graph.json'), 'utf8')).toBe('mine');
});

test('a file that gives something else is found out, and one that is no model is a sentence', async () => {
  const path = join(stage.tiny.context.root, 'other.onnx');
  const trained = loadRun(join(stage.tiny.context.runsFolder, stage.tiny.id), 'best');
  const tensors = trained.checkpoint.tensors.map((tensor) =>
    tensor.name === 'fc.bias' ? { ...tensor, data: Float32Array.of(0.3, 5, -0.2) } : tensor,
  );
  const other = { ...trained, checkpoint: { ...trained.checkpoint, tensors } };
  await exportAsOnnx({ trained: other, out: path, runId: 'x', programVersion: '0', device: 'cpu' });
  const check = checkOnnx(trained, path, testPicture());
  await expect(check).rejects.toThrow(`${path} is kept, but do not trust it`);
  writeFileSync(path, 'no model');
  expect(await codeOf(() => checkOnnx(trained, path, testPicture()))).toBe('onnx-refused');
});

test.each([
  ['another number', [1, 2.01], 'differs by 0.01'],
  ['no number', [1, Number.NaN], 'is no number'],
  ['fewer numbers', [1], 'gave 1 outputs, expected 2'],
])('%s than the engine gives is a sentence', (_, found, words) => {
  const compare = () =>
    compared('a.onnx', 'onnxruntime', Float32Array.of(1, 2), Float32Array.from(found), { records: [] });
  expect(compare).toThrow(words);
});

test('a difference of rounding is reported', () => {
  const [expected, found] = [Float32Array.of(1, -Infinity), Float32Array.of(1 + 2 ** -20, -Infinity)];
  const { largestDifference } = compared('a.onnx', 'onnxruntime', expected, found, { records: [] });
  expect(largestDifference).toBe(2 ** -20);
});

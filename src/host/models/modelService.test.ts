import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ExportReport } from '../../shared/api/models.ts';
import type { Pictures } from '../../shared/api/pictures.ts';
import { ProblemError } from '../../shared/problem.ts';
import { testPage } from '../app/testing/testContext.ts';
import { createImageDecoder } from '../data/decode.ts';
import type { LoadedSelection } from '../data/loadData.ts';
import { readCheckpoint, writeCheckpoint } from '../runs/checkpointFile.ts';
import { type EvaluationFile, readEvaluationFile } from '../runs/evaluationFile.ts';
import { exportAsOnnx, testPicture } from '../runs/exportModel.ts';
import { loadRun } from '../runs/useRun.ts';
import { checkOnnx, compared } from './checkExport.ts';
import { createModelService, type ModelService } from './modelService.ts';
import { picture, type TinyRun, tinyClasses, tinyRun } from './testing/tinyRun.ts';
import { createTrainedRuns } from './trainedRuns.ts';

let tiny: TinyRun;
let service: ModelService;
let best: Uint8Array;
const page = testPage();
const decode = createImageDecoder();
const red = tinyClasses.indexOf('red');

beforeAll(async () => {
  vi.stubEnv('SIGNALBOX_CACHE', join(tmpdir(), 'signalbox-test-cache'));
  tiny = await tinyRun();
  service = createModelService(tiny.context);
  best = readFileSync(file('best.safetensors'));
}, 60_000);
afterAll(async () => {
  await service.close();
  tiny.remove();
  vi.unstubAllEnvs();
});

const file = (name: string) => join(tiny.context.runsFolder, tiny.id, name);
const evaluation = (): EvaluationFile =>
  readEvaluationFile(readFileSync(file('evaluation.json'), 'utf8'), 'evaluation.json');

async function codeOf(ask: () => unknown): Promise<string> {
  try {
    await ask();
  } catch (error) {
    if (error instanceof ProblemError) return error.problem.code;
    throw error;
  }
  return 'none';
}

/** The i-th picture of a packet. */
function cut({ widths, heights, offsets, pixels }: Pictures, i: number) {
  const rgb = pixels.subarray(offsets[i], offsets[i] + 3 * widths[i] * heights[i]);
  return { width: widths[i], height: heights[i], rgb: Buffer.from(rgb) };
}

async function decoded(bytes: Uint8Array) {
  const { width, height, rgb } = await decode(bytes, 'test');
  return { width, height, rgb: Buffer.from(rgb) };
}

test('the images of a run come by dataset index, at their own sizes', async () => {
  const ask = (split: 'train' | 'test', indices: number[]) =>
    service.handlers.runPictures({ id: tiny.id, split, indices }, page);
  const pictures = await ask('train', [23, 0]);
  expect(cut(pictures, 0)).toEqual(await decoded(picture(2, 7)));
  expect(cut(pictures, 1)).toEqual(await decoded(picture(0, 0)));
  expect(await codeOf(() => ask('test', [7]))).toBe('no-image');
});

test('the sizes of images are told without their pixels', async () => {
  const ask = (split: 'train' | 'test', indices: number[]) =>
    service.handlers.runPictureSizes({ id: tiny.id, split, indices }, page);
  const { width, height } = await decoded(picture(2, 7));
  const first = await decoded(picture(0, 0));
  expect(await ask('train', [23, 0])).toEqual({
    widths: Uint32Array.of(width, first.width),
    heights: Uint32Array.of(height, first.height),
  });
  expect(await codeOf(() => ask('test', [7]))).toBe('no-image');
});

test.each(['missing', '..', '../tiny-run', 'a/b', '.', ''])('the id %j leads to no run', async (id) => {
  expect(await codeOf(() => service.handlers.runPictures({ id, split: 'test', indices: [0] }, page))).toBe(
    'no-run',
  );
});

test('a picture is answered as the run judged the same picture', async () => {
  const mistake = evaluation().mistakes[0];
  const bytes = readFileSync(join(tiny.data, mistake.file));
  const answer = await service.handlers.tryPicture({ id: tiny.id, name: 'dropped.ppm', bytes }, page);
  expect(answer.probabilities).toHaveLength(tinyClasses.length);
  for (const [c, probability] of mistake.probabilities.entries()) {
    expect(answer.probabilities[c]).toBeCloseTo(probability, 5);
  }
  expect(cut(answer.pictures, 0)).toEqual(await decoded(bytes));
  expect(cut(answer.pictures, 1)).toMatchObject({ width: 12, height: 12 });
});

test('bytes that are no image are a sentence with the name given', async () => {
  const bytes = new TextEncoder().encode('GIF89a and more');
  const ask = () => service.handlers.tryPicture({ id: tiny.id, name: 'cat.gif', bytes }, page);
  await expect(ask()).rejects.toThrow('cat.gif is not a PPM, PNG, JPEG or WebP image');
});

test('new weights answer from then on', async () => {
  const bytes = picture(2, 3);
  const ask = async () => service.handlers.tryPicture({ id: tiny.id, name: 'a.ppm', bytes }, page);
  const before = await ask();
  const checkpoint = readCheckpoint(best, 'best');
  const tensors = checkpoint.tensors.map((tensor) =>
    tensor.name === 'fc.bias' ? { ...tensor, data: Float32Array.of(0, 0, 90) } : tensor,
  );
  writeFileSync(file('best.safetensors'), writeCheckpoint({ ...checkpoint, tensors }));
  utimesSync(file('best.safetensors'), new Date(1e12), new Date(1e12));
  const after = await ask();
  expect(after.probabilities[2]).toBeGreaterThan(0.999);
  writeFileSync(file('best.safetensors'), best);
  expect((await ask()).probabilities).toEqual(before.probabilities);
});

test('the nearest training image of a test image is its twin', async () => {
  const data = await createTrainedRuns(tiny.context.runsFolder).data(tiny.id);
  const held = data.test as LoadedSelection;
  const index = held.set.records.findIndex((record) => record.file === 'test/red/twin.ppm');
  const twin = data.train.set.records.findIndex((record) => record.file === 'train/red/5.ppm');
  expect([...data.train.indices]).toContain(twin);
  const ask = (asked: number, count: number) =>
    service.handlers.nearestTraining({ id: tiny.id, split: 'test', index: asked, count }, page);
  const { neighbours, pictures } = await ask(index, 3);
  expect(neighbours[0]).toMatchObject({ index: twin, file: 'train/red/5.ppm', class: red });
  expect(neighbours[0].similarity).toBeCloseTo(1, 5);
  expect(neighbours[2].similarity).toBeLessThan(0.99999);
  expect(cut(pictures, 0)).toEqual(await decoded(picture(red, 5)));
  expect(pictures.widths).toHaveLength(3);
  // Only what was trained on can be near: the held-out images are not.
  const all = await ask(index, 64);
  expect(all.neighbours.map((neighbour) => neighbour.index).sort((a, b) => a - b)).toEqual([
    ...data.train.indices,
  ]);
  expect(data.train.indices.length).toBeLessThan(24);
  expect(await codeOf(() => ask(700, 3))).toBe('no-image');
});

test('mistakes go into a new folder as a table and pictures', async () => {
  const path = join(tiny.context.root, 'mistakes');
  const { mistakes, split } = evaluation();
  expect([split, mistakes.length > 1]).toEqual(['test', true]);
  const answer = await service.handlers.exportMistakes({ id: tiny.id, path, indices: null }, page);
  expect(answer).toEqual({ path, images: mistakes.length });
  expect(readdirSync(path).sort()).toEqual(['mistakes.csv', 'pictures']);
  const lines = readFileSync(join(path, 'mistakes.csv'), 'utf8').trim().split('\n');
  expect(lines[0]).toBe(
    'file,track,class,class name,predicted,predicted name,probability,top 1,top 1 probability,top 2,top 2 probability,top 3,top 3 probability,picture',
  );
  expect(lines).toHaveLength(mistakes.length + 1);
  expect(lines.join('\n')).not.toMatch(/(^|,)[=+@-]/m);
  for (const { file: name, index } of mistakes) {
    const picturePath = `pictures/${String(index).padStart(6, '0')}.png`;
    expect(lines.some((line) => line.endsWith(`,${picturePath}`))).toBe(true);
    const [png, original] = [join(path, picturePath), join(tiny.data, name)];
    expect(await decoded(readFileSync(png))).toEqual(await decoded(readFileSync(original)));
  }
});

test('only the mistakes asked for are written, and into an empty folder only', async () => {
  const path = join(tiny.context.root, 'one');
  mkdirSync(path);
  const [{ index }] = evaluation().mistakes;
  const ask = (indices: number[]) => service.handlers.exportMistakes({ id: tiny.id, path, indices }, page);
  expect(await codeOf(() => ask([700]))).toBe('no-mistakes');
  expect(await ask([index])).toEqual({ path, images: 1 });
  expect(readdirSync(join(path, 'pictures'))).toHaveLength(1);
  expect(await codeOf(() => ask([index]))).toBe('not-empty');
  expect(readdirSync(path)).toHaveLength(2);
});

test('an exported ONNX file gives in onnxruntime what the engine gives', async () => {
  const path = join(tiny.context.root, 'model.onnx');
  const request = { id: tiny.id, checkpoint: 'best', format: 'onnx', path } as const;
  const report = await service.handlers.exportModel(request, page);
  expect(report.files).toEqual([{ path, bytes: statSync(path).size }]);
  expect(report.check).toMatchObject({ ranIn: expect.stringMatching(/^onnxruntime-web \d/), images: 7 });
  expect(differenceOf(report)).toBeLessThan(1e-5);
  expect(await codeOf(() => service.handlers.exportModel({ ...request, path: `${path}.json` }, page))).toBe(
    'file-name',
  );
});

/** How far an exported model that was run again is from the engine; fails the test where it was not run. */
function differenceOf({ check }: ExportReport): number {
  if ('notRun' in check) throw new Error(check.notRun);
  return check.largestDifference;
}

test('an exported SavedModel is run again in TensorFlow, or the report says why not', async () => {
  const path = join(tiny.context.root, 'tensorflow');
  const request = { id: tiny.id, checkpoint: 'best', format: 'savedmodel', path } as const;
  const report = await service.handlers.exportModel(request, page);
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
  await service.handlers.exportModel(request, page);
  expect(readFileSync(file).equals(before)).toBe(true);
  mkdirSync(join(path, 'variables'));
  expect(await codeOf(() => service.handlers.exportModel(request, page))).toBe('exists');
});

test('an exported safetensors folder gives in a fresh engine what the run gives', async () => {
  const path = join(tiny.context.root, 'folder');
  const request = { id: tiny.id, checkpoint: 'last', format: 'safetensors', path } as const;
  const report = await service.handlers.exportModel(request, page);
  expect(report.files.map((each) => each.path)).toEqual(
    ['model.safetensors', 'graph.json'].map((name) => join(path, name)),
  );
  expect(report.check).toMatchObject({ ranIn: expect.stringMatching(/^Signalbox .*cpu/), images: 7 });
  expect(differenceOf(report)).toBeLessThan(1e-6);
  // Again over itself, but not over a graph that somebody drew.
  await service.handlers.exportModel(request, page);
  const drawn = join(tiny.context.root, 'drawn');
  mkdirSync(drawn);
  writeFileSync(join(drawn, 'graph.json'), 'mine');
  expect(await codeOf(() => service.handlers.exportModel({ ...request, path: drawn }, page))).toBe('exists');
  expect(readFileSync(join(drawn, 'graph.json'), 'utf8')).toBe('mine');
});

test('a file that gives something else is found out, and one that is no model is a sentence', async () => {
  const path = join(tiny.context.root, 'other.onnx');
  const trained = loadRun(join(tiny.context.runsFolder, tiny.id), 'best');
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

test('nothing is written outside the roots', async () => {
  const outside = join(tiny.context.homeFolder, 'out.onnx');
  const model = { id: tiny.id, checkpoint: 'best', format: 'onnx', path: outside } as const;
  expect(await codeOf(() => service.handlers.exportModel(model, page))).toBe('outside-roots');
  const mistakes = { id: tiny.id, path: join(tiny.context.homeFolder, 'new'), indices: null };
  expect(await codeOf(() => service.handlers.exportMistakes(mistakes, page))).toBe('outside-roots');
  expect(existsSync(outside)).toBe(false);
});

test('where the images of a run are gone or others, that is said, and an export is checked on a picture of ours', async () => {
  const elsewhere = `${tiny.data}-moved`;
  renameSync(tiny.data, elsewhere);
  const fresh = createModelService(tiny.context);
  try {
    const ask = () => fresh.handlers.runPictures({ id: tiny.id, split: 'test', indices: [0] }, page);
    expect(await codeOf(ask)).toBe('no-folder');
    const path = join(tiny.context.root, 'alone.onnx');
    const request = { id: tiny.id, checkpoint: 'best', format: 'onnx', path } as const;
    expect((await fresh.handlers.exportModel(request, page)).check).toMatchObject({ images: 1 });
    renameSync(elsewhere, tiny.data);
    writeFileSync(join(tiny.data, 'train/red/new.ppm'), picture(1, 40));
    expect(await codeOf(ask)).toBe('data-differs');
    rmSync(join(tiny.data, 'train/red/new.ppm'));
    expect(await codeOf(ask)).toBe('none');
  } finally {
    await fresh.close();
  }
});

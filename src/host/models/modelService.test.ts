import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Pictures } from '../../shared/api/pictures.ts';
import { testPage } from '../app/testing/testContext.ts';
import { createImageDecoder } from '../data/decode.ts';
import type { LoadedSelection } from '../data/loadData.ts';
import { readCheckpoint, writeCheckpoint } from '../runs/checkpointFile.ts';
import { type EvaluationFile, readEvaluationFile } from '../runs/evaluationFile.ts';
import { createModelService } from './modelService.ts';
import { codeOf, modelStage } from './testing/modelStage.ts';
import { picture, tinyClasses } from './testing/tinyRun.ts';
import { createTrainedRuns } from './trainedRuns.ts';

const stage = modelStage();
beforeAll(async () => {
  vi.stubEnv('SIGNALBOX_CACHE', join(tmpdir(), 'signalbox-test-cache'));
  await stage.open();
}, 60_000);
afterAll(async () => {
  await stage.close();
  vi.unstubAllEnvs();
});
let best: Uint8Array;
beforeAll(() => {
  best = readFileSync(file('best.safetensors'));
});
const page = testPage();
const decode = createImageDecoder();
const red = tinyClasses.indexOf('red');

const file = (name: string) => join(stage.tiny.context.runsFolder, stage.tiny.id, name);
const evaluation = (): EvaluationFile =>
  readEvaluationFile(readFileSync(file('evaluation.json'), 'utf8'), 'evaluation.json');

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
    stage.service.handlers.runPictures({ id: stage.tiny.id, split, indices }, page);
  const pictures = await ask('train', [23, 0]);
  expect(cut(pictures, 0)).toEqual(await decoded(picture(2, 7)));
  expect(cut(pictures, 1)).toEqual(await decoded(picture(0, 0)));
  expect(await codeOf(() => ask('test', [7]))).toBe('no-image');
});

test('the sizes of images are told without their pixels', async () => {
  const ask = (split: 'train' | 'test', indices: number[]) =>
    stage.service.handlers.runPictureSizes({ id: stage.tiny.id, split, indices }, page);
  const { width, height } = await decoded(picture(2, 7));
  const first = await decoded(picture(0, 0));
  expect(await ask('train', [23, 0])).toEqual({
    widths: Uint32Array.of(width, first.width),
    heights: Uint32Array.of(height, first.height),
  });
  expect(await codeOf(() => ask('test', [7]))).toBe('no-image');
});

test.each(['missing', '..', '../tiny-run', 'a/b', '.', ''])('the id %j leads to no run', async (id) => {
  expect(
    await codeOf(() => stage.service.handlers.runPictures({ id, split: 'test', indices: [0] }, page)),
  ).toBe('no-run');
});

test('a picture is answered as the run judged the same picture', async () => {
  const mistake = evaluation().mistakes[0];
  const bytes = readFileSync(join(stage.tiny.data, mistake.file));
  const answer = await stage.service.handlers.tryPicture(
    { id: stage.tiny.id, name: 'dropped.ppm', bytes },
    page,
  );
  expect(answer.probabilities).toHaveLength(tinyClasses.length);
  for (const [c, probability] of mistake.probabilities.entries()) {
    expect(answer.probabilities[c]).toBeCloseTo(probability, 5);
  }
  expect(cut(answer.pictures, 0)).toEqual(await decoded(bytes));
  expect(cut(answer.pictures, 1)).toMatchObject({ width: 12, height: 12 });
});

test('bytes that are no image are a sentence with the name given', async () => {
  const bytes = new TextEncoder().encode('GIF89a and more');
  const ask = () => stage.service.handlers.tryPicture({ id: stage.tiny.id, name: 'cat.gif', bytes }, page);
  await expect(ask()).rejects.toThrow('cat.gif is not a PPM, PNG, JPEG or WebP image');
});

test('new weights answer from then on', async () => {
  const bytes = picture(2, 3);
  const ask = async () =>
    stage.service.handlers.tryPicture({ id: stage.tiny.id, name: 'a.ppm', bytes }, page);
  const before = await ask();
  const checkpoint = readCheckpoint(best, 'best');
  const tensors = checkpoint.tensors.map((tensor) =>
    tensor.name === 'average.fc.bias' ? { ...tensor, data: Float32Array.of(0, 0, 90) } : tensor,
  );
  writeFileSync(file('best.safetensors'), writeCheckpoint({ ...checkpoint, tensors }));
  utimesSync(file('best.safetensors'), new Date(1e12), new Date(1e12));
  const after = await ask();
  expect(after.probabilities[2]).toBeGreaterThan(0.999);
  writeFileSync(file('best.safetensors'), best);
  expect((await ask()).probabilities).toEqual(before.probabilities);
});

test('the nearest training image of a test image is its twin', async () => {
  const data = await createTrainedRuns(stage.tiny.context.runsFolder).data(stage.tiny.id);
  const held = data.test as LoadedSelection;
  const index = held.set.records.findIndex((record) => record.file === 'test/red/twin.ppm');
  const twin = data.train.set.records.findIndex((record) => record.file === 'train/red/5.ppm');
  expect([...data.train.indices]).toContain(twin);
  const ask = (asked: number, count: number) =>
    stage.service.handlers.nearestTraining({ id: stage.tiny.id, split: 'test', index: asked, count }, page);
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
  const path = join(stage.tiny.context.root, 'mistakes');
  const { mistakes, split } = evaluation();
  expect([split, mistakes.length > 1]).toEqual(['test', true]);
  const answer = await stage.service.handlers.exportMistakes(
    { id: stage.tiny.id, path, indices: null },
    page,
  );
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
    const [png, original] = [join(path, picturePath), join(stage.tiny.data, name)];
    expect(await decoded(readFileSync(png))).toEqual(await decoded(readFileSync(original)));
  }
});

test('only the mistakes asked for are written, and into an empty folder only', async () => {
  const path = join(stage.tiny.context.root, 'one');
  mkdirSync(path);
  const [{ index }] = evaluation().mistakes;
  const ask = (indices: number[]) =>
    stage.service.handlers.exportMistakes({ id: stage.tiny.id, path, indices }, page);
  expect(await codeOf(() => ask([700]))).toBe('no-mistakes');
  expect(await ask([index])).toEqual({ path, images: 1 });
  expect(readdirSync(join(path, 'pictures'))).toHaveLength(1);
  expect(await codeOf(() => ask([index]))).toBe('not-empty');
  expect(readdirSync(path)).toHaveLength(2);
});

test('nothing is written outside the roots', async () => {
  const outside = join(stage.tiny.context.homeFolder, 'out.onnx');
  const model = { id: stage.tiny.id, checkpoint: 'best', format: 'onnx', path: outside } as const;
  expect(await codeOf(() => stage.service.handlers.exportModel(model, page))).toBe('outside-roots');
  const mistakes = { id: stage.tiny.id, path: join(stage.tiny.context.homeFolder, 'new'), indices: null };
  expect(await codeOf(() => stage.service.handlers.exportMistakes(mistakes, page))).toBe('outside-roots');
  expect(existsSync(outside)).toBe(false);
});

test('where the images of a run are gone or others, that is said, and an export is checked on a picture of ours', async () => {
  const elsewhere = `${stage.tiny.data}-moved`;
  renameSync(stage.tiny.data, elsewhere);
  const fresh = createModelService(stage.tiny.context);
  try {
    const ask = () => fresh.handlers.runPictures({ id: stage.tiny.id, split: 'test', indices: [0] }, page);
    expect(await codeOf(ask)).toBe('no-folder');
    const path = join(stage.tiny.context.root, 'alone.onnx');
    const request = { id: stage.tiny.id, checkpoint: 'best', format: 'onnx', path } as const;
    expect((await fresh.handlers.exportModel(request, page)).check).toMatchObject({ images: 1 });
    renameSync(elsewhere, stage.tiny.data);
    writeFileSync(join(stage.tiny.data, 'train/red/new.ppm'), picture(1, 40));
    expect(await codeOf(ask)).toBe('data-differs');
    rmSync(join(stage.tiny.data, 'train/red/new.ppm'));
    expect(await codeOf(ask)).toBe('none');
  } finally {
    await fresh.close();
  }
});

import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPrepareScratch, prepareImage } from '../../engine/data/prepare.ts';
import { createBatch, trainingBatches } from '../../engine/training/batches.ts';
import type { AppEvent, PageConnection } from '../../shared/api/contract.ts';
import type { GtsrbState } from '../../shared/api/data.ts';
import { createDataService } from './dataService.ts';
import { loadData } from './loadData.ts';
import { progressTeller } from './service/progress.ts';
import { ppm, sampleFolder } from './testing/sampleFolder.ts';

let folder = sampleFolder();
let root = '';
beforeEach(() => {
  folder = sampleFolder();
  root = realpathSync(folder.root);
});
afterEach(() => folder.remove());

const cacheDir = () => join(root, 'cache');

/** The service for one root, and what all pages are told. */
function start(options = {}) {
  const told: AppEvent[] = [];
  const context = {
    roots: () => [join(root, 'allowed')],
    homeFolder: join(root, 'home'),
    runsFolder: join(root, 'home', 'runs'),
    surface: 'serve',
    broadcast: (event: AppEvent) => void told.push(event),
  } as const;
  return { told, service: createDataService(context as never, { cacheDir: cacheDir(), ...options }) };
}

/** A page that keeps what it is sent. */
function newPage() {
  const sent: AppEvent[] = [];
  const page: PageConnection = { send: (event) => void sent.push(event), onClose: () => {} };
  return { page, sent };
}

/** Three classes of so many tracks of two frames, larger by and by. */
function addData(name = 'signs data'): string {
  for (const [label, tracks] of [5, 2, 3].entries()) {
    for (let track = 0; track < tracks; track++) {
      for (let frame = 0; frame < 2; frame++) {
        const file = `allowed/${name}/class ${label}/0000${track}_0000${frame}.ppm`;
        folder.add(file, ppm(20 + label * 7 + track, 33 - 2 * frame - label, label * 40 + track * 5 + frame));
      }
    }
  }
  return join(root, 'allowed', name);
}

const choiceOf = (data: string, testData: string | null = null) => ({
  data,
  test: testData,
  validationShare: null,
  limit: null,
});

test('a data folder is described once all its images were looked at; that page alone hears how far it is', async () => {
  const data = addData();
  folder.add('allowed/signs data/class 1/broken.ppm', 'P6 nothing');
  const { service, told } = start();
  const { page, sent } = newPage();
  const summary = await service.describeData({ request: 'r1', choice: choiceOf(data) }, page);
  expect(summary).toEqual({
    classes: [
      { name: 'class 0', train: 10, test: 0 },
      { name: 'class 1', train: 4, test: 0 },
      { name: 'class 2', train: 6, test: 0 },
    ],
    train: 20,
    test: 0,
    tracks: 10,
    smallest: { width: 20, height: 31 },
    largest: { width: 36, height: 31 },
    badCount: 1,
    bad: [{ file: 'class 1/broken.ppm', reason: expect.stringContaining('byte') }],
  });
  expect(sent.at(-1)).toEqual({ kind: 'data', request: 'r1', split: 'train', done: 21, total: 21 });
  expect(told).toEqual([]);
});

test('progress is told ten times a second at most, and at the end', () => {
  const { page, sent } = newPage();
  let time = 100;
  const tell = progressTeller(page, 'r', () => time);
  for (let done = 1; done <= 50; done++) {
    tell({ split: 'train', done, total: 50, bad: 0 });
    time += 30;
  }
  const dones = sent.map((event) => (event.kind === 'data' ? event.done : null));
  expect(dones).toEqual([1, 5, 9, 13, 17, 21, 25, 29, 33, 37, 41, 45, 49, 50]);
});

test('folders outside are refused with the way out, wherever they are named', async () => {
  folder.add('elsewhere/x/1.ppm', ppm());
  mkdirSync(join(root, 'allowed'));
  symlinkSync(join(root, 'elsewhere'), join(root, 'allowed', 'link'));
  const data = addData();
  const { service } = start();
  const { page } = newPage();
  const refused = (call: () => unknown) =>
    expect(async () => call()).rejects.toThrow(
      /lies outside the folders that Signalbox may use .*: name its folder when you start `signalbox serve DIR`$/,
    );
  for (const path of [join(root, 'elsewhere'), join(root, 'allowed', 'link'), '/etc', join(root, 'home')]) {
    await refused(() => service.describeData({ request: 'r', choice: choiceOf(path) }, page));
    await refused(() => service.describeData({ request: 'r', choice: choiceOf(data, path) }, page));
    await refused(() => service.dataSamples({ data: path, split: 'train', count: 3, label: null }, page));
    await refused(() =>
      service.augmentationSamples(
        { data: path, augmentation: 'none', width: 8, height: 8, resize: 'bicubic', seed: 1, count: 1 },
        page,
      ),
    );
  }
});

test('the downloaded GTSRB may be read wherever the roots are', async () => {
  for (const [label, track] of [
    [3, 0],
    [3, 1],
    [11, 0],
  ]) {
    const name = `${String(label).padStart(5, '0')}/0000${track}_00000.ppm`;
    folder.add(`home/datasets/GTSRB/Final_Training/Images/${name}`, ppm());
  }
  const { service } = start();
  const { page } = newPage();
  const data = join(root, 'home', 'datasets', 'GTSRB');
  const summary = await service.describeData({ request: 'r', choice: choiceOf(data) }, page);
  expect([summary.train, summary.tracks, summary.classes.length]).toEqual([3, 3, 43]);
});

test('samples are spread over the classes, in their order, and the same each time', async () => {
  const data = addData();
  const { service } = start();
  const { page } = newPage();
  const few = await service.dataSamples({ data, split: 'train', count: 7, label: null }, page);
  expect([...few.labels]).toEqual([0, 0, 1, 1, 2, 2, 2]);
  expect(new Set(few.indices).size).toBe(7);
  expect(few.files[0]).toMatch(/^class 0\/0000\d_0000\d\.ppm$/);
  expect(few.pictures.widths).toHaveLength(7);
  expect(await service.dataSamples({ data, split: 'train', count: 7, label: null }, page)).toEqual(few);
  const all = await service.dataSamples({ data, split: 'train', count: 512, label: null }, page);
  expect([...all.indices]).toEqual(Array.from({ length: 20 }, (_, i) => i));
});

test('samples of one class are of that class, with the pixels of their files', async () => {
  const data = addData();
  const { service } = start();
  const { page } = newPage();
  const { labels, files, pictures } = await service.dataSamples(
    { data, split: 'train', count: 3, label: 2 },
    page,
  );
  expect([...labels]).toEqual([2, 2, 2]);
  for (const [i, file] of files.entries()) {
    const [, track, frame] = /0000(\d)_0000(\d)/.exec(file)?.map(Number) ?? [];
    const [width, height] = [34 + track, 31 - 2 * frame];
    expect([pictures.widths[i], pictures.heights[i]]).toEqual([width, height]);
    const bytes = ppm(width, height, 80 + track * 5 + frame).slice(-3 * width * height);
    const from = pictures.offsets[i];
    expect(Buffer.compare(pictures.pixels.subarray(from, from + bytes.length), bytes)).toBe(0);
  }
  const none = async () => service.dataSamples({ data, split: 'train', count: 3, label: 3 }, page);
  await expect(none).rejects.toThrow('there is no class 3: the data have 3, counted from 0');
});

test('augmentation is shown as training does it with that seed', async () => {
  const data = addData();
  const { service } = start();
  const { page } = newPage();
  const [width, height, seed] = [17, 23, 9_007_199_254];
  const shown = await service.augmentationSamples(
    { data, augmentation: 'tutorial', width, height, resize: 'bilinear', seed, count: 10 },
    page,
  );
  expect([...shown.widths, ...shown.heights]).toEqual([...Array(10).fill(width), ...Array(10).fill(height)]);
  const { train } = await loadData({ data, cacheDir: cacheDir(), seed: 0 });
  const all = Uint32Array.from(train.set.records, (_, i) => i);
  const format = { width, height, channels: 3, mean: [0, 0, 0], deviation: [1, 1, 1] } as const;
  const source = { set: train.set, indices: all, format, interpolation: 'bilinear' } as const;
  /** What an epoch of training makes of every image, by dataset index. */
  const epochOf = (epoch: number) => {
    const batch = createBatch(all.length);
    trainingBatches(source, all.length, { seed, epoch, augmentation: 'tutorial', balance: 0 })(batch, 0);
    const made = new Map<number, string>();
    for (const [place, index] of batch.indices.entries()) {
      const values = new Float32Array(3 * width * height);
      const { set } = train;
      prepareImage(
        set.pixels,
        set.records[index],
        batch.transforms,
        place * 16,
        format,
        values,
        0,
        createPrepareScratch(),
      );
      const bytes = Array.from({ length: values.length }, (_, i) => {
        const value = values[(i % 3) * width * height + Math.floor(i / 3)];
        return Math.round(255 * Math.min(1, Math.max(0, value)));
      });
      made.set(index, bytes.join());
    }
    return made;
  };
  const epochs = [1, 2, 3].map(epochOf);
  const pictureAt = (i: number) =>
    [...shown.pixels.subarray(shown.offsets[i], shown.offsets[i] + 3 * width * height)].join();
  const signs = [0, 1, 2, 3].map(
    (i) => [...epochs[0]].find(([, bytes]) => bytes === pictureAt(i))?.[0] ?? -1,
  );
  expect(new Set(signs.map((index) => train.set.records[index].label)).size).toBe(3);
  for (let i = 0; i < 10; i++) {
    expect(pictureAt(i)).toBe(epochs[Math.floor(i / 4)].get(signs[i % 4]));
  }
});

test('an augmentation there is not is one sentence that names those there are', async () => {
  const data = addData();
  const { service } = start();
  const asked = { data, width: 8, height: 8, resize: 'bicubic', seed: 1, count: 1 } as const;
  for (const augmentation of ['strong', 'toString', '__proto__']) {
    const call = async () => service.augmentationSamples({ ...asked, augmentation }, newPage().page);
    await expect(call).rejects.toThrow(`"${augmentation}": expected none, tutorial, mild`);
  }
});

test('what becomes of GTSRB is asked and controlled', async () => {
  const { service } = start();
  const { page } = newPage();
  const state = (await service.gtsrb({}, page)) as GtsrbState;
  expect([state.state, state.folder]).toEqual(['absent', join(root, 'home', 'datasets', 'GTSRB')]);
  const asked: string[] = [];
  const gtsrb = {
    state: () => state,
    control: async (action: string) => {
      asked.push(action);
      return state;
    },
  };
  await start({ gtsrb }).service.controlGtsrb({ action: 'pause' }, page);
  expect(asked).toEqual(['pause']);
});

import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gtsrbClassNames } from '../../engine/data/classNames.ts';
import { countByClass, type ImageSelection } from '../../engine/data/dataset.ts';
import { drawSigns } from '../../engine/data/signs/drawSigns.ts';
import { loadData, loadEvaluation } from './loadData.ts';
import { readImages } from './readImages.ts';
import { sourceReference } from './sources.ts';
import { ppm, sampleFolder } from './testing/sampleFolder.ts';

let folder = sampleFolder();
let options = { cacheDir: '', seed: 3 };
beforeEach(() => {
  folder = sampleFolder();
  options = { cacheDir: join(folder.root, 'cache'), seed: 3 };
});
afterEach(() => folder.remove());

/** Adds a class folder of tracks, each of three frames; returns the data folder. */
function addClass(data: string, name: string, tracks: number): string {
  for (let track = 0; track < tracks; track++) {
    for (let frame = 0; frame < 3; frame++) {
      const file = `0000${track}_0000${frame}.ppm`;
      folder.add(`${data}/${name}/${file}`, ppm(4 + frame, 3, name.length * 50 + track * 3 + frame));
    }
  }
  return join(folder.root, data);
}

const filesOf = ({ set, indices }: ImageSelection) => Array.from(indices, (index) => set.records[index].file);
const labelsOf = ({ set, indices }: ImageSelection) =>
  Array.from(indices, (index) => set.records[index].label);

test('without a test set 0.15 of the images are held out, tracks whole', async () => {
  addClass('data', 'cat', 9);
  const data = addClass('data', 'dog', 8);
  const loaded = await loadData({ data, ...options });
  const { train, validation } = loaded;
  if (validation === null) throw new Error('expected a validation set');
  expect([loaded.test, loaded.validationShare, loaded.classes]).toEqual([null, 0.15, ['cat', 'dog']]);
  expect([train.indices.length, validation.indices.length]).toEqual([42, 9]);
  const tracks = (selection: ImageSelection) =>
    new Set(Array.from(selection.indices, (i) => selection.set.records[i].track));
  expect([...tracks(train)].filter((track) => tracks(validation).has(track))).toEqual([]);
  expect(validation.set).toBe(train.set);
  const again = await loadData({ data, ...options });
  expect(again.validation?.indices).toEqual(validation.indices);
  expect((await loadData({ data, ...options, seed: 4 })).validation?.indices).not.toEqual(validation.indices);
});

test('with a test set nothing is held out unless asked', async () => {
  addClass('data/train', 'cat', 5);
  addClass('data/train', 'dog', 5);
  addClass('data/test', 'dog', 2);
  const data = join(folder.root, 'data');
  const loaded = await loadData({ data, ...options });
  expect([loaded.train.indices.length, loaded.validation, loaded.validationShare]).toEqual([30, null, 0]);
  expect(loaded.test && labelsOf(loaded.test)).toEqual([1, 1, 1, 1, 1, 1]);
  const held = await loadData({ data, ...options, validationShare: 0.4, test: null, limit: null });
  expect([held.train.indices.length, held.validation?.indices.length]).toEqual([18, 12]);
  expect(held.hash).toBe(loaded.hash);
});

test('a limit holds for training and test, by class', async () => {
  for (const split of ['train', 'test'])
    for (const name of ['cat', 'dog', 'owl']) addClass(`data/${split}`, name, 4);
  const loaded = await loadData({ data: join(folder.root, 'data'), ...options, limit: 6 });
  expect(labelsOf(loaded.train).sort()).toEqual([0, 0, 1, 1, 2, 2]);
  expect(loaded.test && labelsOf(loaded.test).sort()).toEqual([0, 0, 1, 1, 2, 2]);
});

test('a test folder of its own is labelled by names, in whatever order its classes are', async () => {
  addClass('data', 'cat', 2);
  addClass('data', 'dog', 2);
  const data = addClass('data', 'owl', 2);
  addClass('other', 'owl', 1);
  const other = addClass('other', 'dog', 1);
  const { test: tested } = await loadData({ data, test: other, ...options });
  expect(tested && labelsOf(tested)).toEqual([1, 1, 1, 2, 2, 2]);
  const { selection } = await loadEvaluation({
    data: other,
    split: 'test',
    classes: ['owl', 'x', 'dog'],
    ...options,
  });
  expect(labelsOf(selection)).toEqual([2, 2, 2, 0, 0, 0]);
  expect(filesOf(selection)[0]).toBe('dog/00000_00000.ppm');
});

test('a test set of a class that is not trained is refused by name', async () => {
  addClass('data', 'cat', 1);
  const data = addClass('data', 'dog', 1);
  const other = addClass('other', 'bird', 1);
  const sentence = `${other} has a class "bird" that the training set does not have: expected "cat", "dog"`;
  await expect(loadData({ data, test: other, ...options })).rejects.toThrow(sentence);
  const evaluation = { data: other, split: 'train' as const, classes: ['cat', 'dog'], ...options };
  await expect(loadEvaluation(evaluation)).rejects.toThrow(sentence);
});

test('in one folder too, where the class has a name but no training image', async () => {
  folder.add('Train.csv', 'ClassId,Path\n1,a.ppm\n2,b.ppm\n');
  folder.add('Test.csv', 'ClassId,Path\n14,t.ppm\n');
  const sentence = 'the test set has images of "Stop" (class 14), of which the training set has none: t.ppm';
  await expect(loadData({ data: folder.root, ...options })).rejects.toThrow(sentence);
});

test('one class is too few to train on', async () => {
  const data = addClass('data', 'cat', 3);
  const sentence = `${data} has images of one class only ("cat"), training needs at least two`;
  await expect(loadData({ data, ...options })).rejects.toThrow(sentence);
  folder.add('data/dog/a.ppm', '');
  await expect(loadData({ data, ...options })).rejects.toThrow(sentence);
});

test('bad images are listed, and where all are bad the first is named', async () => {
  addClass('data', 'cat', 1);
  const data = addClass('data', 'dog', 1);
  folder.add('data/dog/bad.png', 'no picture');
  const { train, bad } = await loadData({ data, ...options, validationShare: 0 });
  expect(train.indices.length).toBe(6);
  expect(bad).toEqual([{ file: 'dog/bad.png', reason: 'is not a PPM, PNG, JPEG or WebP image' }]);
  folder.add('worse/cat/a.ppm', '');
  folder.add('worse/dog/b.ppm', '');
  const worse = join(folder.root, 'worse');
  const sentence = `none of the 2 training images of ${worse} can be read; the first: cat/a.ppm is empty`;
  await expect(loadData({ data: worse, ...options })).rejects.toThrow(sentence);
});

test('the hash tells when images changed, of training or of test, and not where they lie', async () => {
  const hashOf = async (name: string) => (await loadData({ data: join(folder.root, name), ...options })).hash;
  for (const name of ['one', 'two']) {
    for (const split of ['train', 'test'])
      for (const kind of ['cat', 'dog']) addClass(`${name}/${split}`, kind, 2);
  }
  const first = await hashOf('one');
  expect(await hashOf('two')).toBe(first);
  folder.add('two/test/cat/00000_00000.ppm', ppm(4, 3, 200));
  const second = await hashOf('two');
  expect(second).not.toBe(first);
  folder.add('two/train/cat/00000_00000.ppm', ppm(4, 3, 201));
  expect(await hashOf('two')).not.toBe(second);
});

test('progress says which split it is of', async () => {
  for (const split of ['train', 'test'])
    for (const kind of ['cat', 'dog']) addClass(`data/${split}`, kind, 1);
  const told: string[] = [];
  const onProgress = ({ split, done, total }: { split: string; done: number; total: number }) =>
    told.push(`${split} ${done}/${total}`);
  await loadData({ data: join(folder.root, 'data'), ...options, onProgress });
  expect([told[0], told[5], told[6], told[11]]).toEqual(['train 1/6', 'train 6/6', 'test 1/6', 'test 6/6']);
});

test('signs stands for the drawn signs, for training and as a test set', { timeout: 60_000 }, async () => {
  const { classes, train, validation, test: tested } = await loadData({ data: 'signs', ...options });
  expect(classes).toEqual(gtsrbClassNames);
  expect([train.indices.length, validation, tested?.indices.length]).toEqual([2580, null, 645]);
  const drawn = drawSigns({ split: 'test' });
  expect(tested?.set.contentHash).toBe(drawn.contentHash);
  expect(JSON.stringify(tested?.set.records)).toBe(JSON.stringify(drawn.records));
  expect(Buffer.compare(tested?.set.pixels ?? Buffer.of(), drawn.pixels)).toBe(0);
  const told: number[] = [];
  const limited = await loadData({
    data: 'signs',
    ...options,
    limit: 86,
    onProgress: ({ done }) => told.push(done),
  });
  expect([limited.train.indices.length, limited.test?.indices.length, told]).toEqual([86, 86, []]);
  const held = await loadData({ data: 'signs', ...options, validationShare: 0.1 });
  const { set, indices } = held.validation ?? limited.train;
  expect([...countByClass(set.records, indices, 43)]).toEqual(Array(43).fill(6));
  const data = addClass('data', 'cat', 1);
  addClass('data', 'dog', 1);
  const sentence = 'signs has the 43 classes of GTSRB, expected those of the training set: "cat", "dog"';
  await expect(loadData({ data, test: 'signs', ...options })).rejects.toThrow(sentence);
});

test('the engine is told of a cache and of indices, never of pixels', async () => {
  addClass('data', 'cat', 1);
  const data = addClass('data', 'dog', 1);
  const { train } = await loadData({ data, ...options, validationShare: 0 });
  const format = { width: 9, height: 7, channels: 1 as const, mean: [0.3], deviation: [0.2] };
  expect(sourceReference(train, { format, interpolation: 'bilinear' })).toEqual({
    images: { cache: train.cache },
    indices: Uint32Array.of(0, 1, 2, 3, 4, 5),
    format,
    interpolation: 'bilinear',
  });
});

test('single images are read into memory, in order', async () => {
  const good = [folder.add('a.ppm', ppm(5, 4, 1)), folder.add('b.ppm', ppm(2, 9, 2))];
  const empty = folder.add('c.ppm', '');
  const { selection, bad } = await readImages(
    [good[1], empty, join(folder.root, 'gone.png'), good[0]],
    ['x', 'y'],
  );
  expect(filesOf(selection)).toEqual([good[1], good[0]]);
  expect(selection.set.pixels).toEqual(
    Uint8Array.from([...ppm(2, 9, 2).slice(-54), ...ppm(5, 4, 1).slice(-60)]),
  );
  expect(bad).toEqual([
    { file: empty, reason: 'is empty' },
    { file: join(folder.root, 'gone.png'), reason: 'is missing' },
  ]);
});

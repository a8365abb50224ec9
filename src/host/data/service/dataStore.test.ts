import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPictures } from '../pictures.ts';
import { ppm, sampleFolder } from '../testing/sampleFolder.ts';
import { createDataStore } from './dataStore.ts';

let folder = sampleFolder();
beforeEach(() => {
  folder = sampleFolder();
  for (const [i, file] of ['a/x/1', 'a/x/2', 'a/y/1', 'b/y/9', 'b/x/8', 'b/y/7'].entries()) {
    folder.add(`${file}.ppm`, ppm(4 + i, 3, i));
  }
});
afterEach(() => folder.remove());

const at = (name: string) => join(folder.root, name);
const newStore = () => createDataStore(at('cache'));
const files = ({ set, indices }: { set: { records: readonly { file: string }[] }; indices: Uint32Array }) =>
  Array.from(indices, (index) => set.records[index].file);

test('who asks while a load is under way shares it and hears of it; who asks later has a new one', async () => {
  const store = newStore();
  const place = { data: at('a'), test: null };
  const told: string[][] = [[], []];
  const loads = told.map((list) => store.load(place, ({ done, total }) => list.push(`${done}/${total}`)));
  const [first, second] = await Promise.all(loads);
  expect(first).toBe(second);
  expect(told).toEqual([
    ['1/3', '2/3', '3/3'],
    ['1/3', '2/3', '3/3'],
  ]);
  folder.add('a/y/new.ppm', ppm(9, 9));
  const later = await store.load(place, () => {});
  expect([first.train.indices.length, later.train.indices.length]).toEqual([3, 4]);
});

test('a load that fails is not kept, and fails for all who share it', async () => {
  const store = newStore();
  const place = { data: at('c'), test: null };
  const loads = [store.load(place, () => {}), store.load(place, () => {})];
  for (const load of loads) await expect(load).rejects.toThrow('does not exist');
  folder.add('c/x/1.ppm', ppm());
  folder.add('c/y/1.ppm', ppm());
  expect((await store.load(place, () => {})).classes).toEqual(['x', 'y']);
});

test('a split is as it was last looked at, with the labels of that training set', async () => {
  const store = newStore();
  expect(await store.withSplit(at('a'), 'train', files)).toEqual(['x/1.ppm', 'x/2.ppm', 'y/1.ppm']);
  folder.add('a/y/new.ppm', ppm(9, 9));
  expect(await store.withSplit(at('a'), 'train', files)).toHaveLength(3);
  await store.load({ data: at('a'), test: at('b') }, () => {});
  expect(await store.withSplit(at('a'), 'train', files)).toHaveLength(4);
  expect(await store.withSplit(at('b'), 'test', files)).toEqual(['x/8.ppm', 'y/7.ppm', 'y/9.ppm']);
});

test('test images are those of the folder, or of a folder that holds nothing else', async () => {
  folder.add('whole/train/x/1.ppm', ppm());
  folder.add('whole/train/y/1.ppm', ppm());
  folder.add('whole/test/y/2.ppm', ppm());
  folder.add('only/test/y/3.ppm', ppm());
  folder.add('only/test/x/3.ppm', ppm());
  const store = newStore();
  expect(await store.withSplit(at('whole'), 'test', files)).toEqual(['test/y/2.ppm']);
  expect(await store.withSplit(at('only'), 'test', files)).toEqual(['test/x/3.ppm', 'test/y/3.ppm']);
  await expect(store.withSplit(at('a'), 'test', files)).rejects.toThrow(`${at('a')} holds no test images`);
  await expect(store.withSplit(at('only'), 'train', files)).rejects.toThrow('test images only');
});

test('where its cache has gone, it is made again', async () => {
  const store = newStore();
  await store.load({ data: at('a'), test: null }, () => {});
  rmSync(at('cache'), { recursive: true });
  const pictures = await store.withSplit(at('a'), 'train', (images) => readPictures(images, [2]));
  expect([...pictures.pixels]).toEqual([...ppm(6, 3, 2).slice(-54)]);
});

test('only the last few folders are kept', async () => {
  const store = newStore();
  for (let i = 0; i < 5; i++) {
    folder.add(`many/${i}/x/1.ppm`, ppm());
    folder.add(`many/${i}/y/1.ppm`, ppm());
    await store.load({ data: at(`many/${i}`), test: null }, () => {});
  }
  rmSync(at('many'), { recursive: true });
  expect(await store.withSplit(at('many/1'), 'train', files)).toHaveLength(2);
  await expect(store.withSplit(at('many/0'), 'train', files)).rejects.toThrow('does not exist');
});

import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { gtsrbClassNames } from '../../engine/data/classNames.ts';
import { naturalOrder } from './folders.ts';
import type { Split } from './imageSource.ts';
import { readFolder } from './readFolder.ts';
import { ppm, sampleFolder } from './testing/sampleFolder.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function folderOf(files: Record<string, string | Uint8Array>) {
  const folder = sampleFolder(files);
  cleanups.push(folder.remove);
  return folder;
}

/** What was read, a line an image. */
async function read(root: string, split: Split = 'both') {
  const { layout, classes, train, test: tested } = await readFolder(root, { split });
  const lines = (sources: typeof train) =>
    sources.map(({ file, label, track }) => `${file} ${label} ${track}`.trim());
  return { layout, classes, train: lines(train), test: lines(tested) };
}

const image = ppm();
const trainCsv =
  'Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId\r\n00001_00004.ppm;3;2;0;0;2;1;14\r\n';
const testCsv =
  'Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId\r\n00001.ppm;3;2;0;0;2;1;14\r\n00000.ppm;3;2;0;0;2;1;2\r\n';
const official = {
  'Final_Training/Images/00014/00001_00004.ppm': image,
  'Final_Training/Images/00014/00000_00029.ppm': image,
  'Final_Training/Images/00014/GT-00014.csv': trainCsv,
  'Final_Training/Images/00002/00000_00000.ppm': image,
  'Final_Training/Images/00002/GT-00002.csv': trainCsv,
  'Final_Test/Images/00000.ppm': image,
  'Final_Test/Images/00001.ppm': image,
  'Final_Test/Images/GT-final_test.test.csv':
    'Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2\r\n00000.ppm;3;2;0;0;2;1\r\n',
};
const training = [
  '00002/00000_00000.ppm 2 2/00000',
  '00014/00000_00029.ppm 14 14/00000',
  '00014/00001_00004.ppm 14 14/00001',
];

test.each(['GT-final_test.csv', 'Final_Test/GT-final_test.csv', 'Final_Test/Images/GT-final_test.csv'])(
  'the official layout is read with its labels in %s',
  async (labels) => {
    const { root } = folderOf({ ...official, [labels]: testCsv });
    expect(await read(root)).toEqual({
      layout: 'gtsrb',
      classes: gtsrbClassNames,
      train: training.map((line) => `Final_Training/Images/${line}`),
      test: ['Final_Test/Images/00001.ppm 14', 'Final_Test/Images/00000.ppm 2'],
    });
    expect((await read(root, 'train')).test).toEqual([]);
    expect((await read(root, 'test')).train).toEqual([]);
  },
);

test('the official layout is found from above, and from each of its parts', async () => {
  const named = Object.fromEntries(
    Object.entries(official).map(([name, content]) => [`GTSRB/${name}`, content]),
  );
  const { root } = folderOf({ ...named, 'GTSRB/GT-final_test.csv': testCsv });
  expect((await read(root)).train).toHaveLength(3);
  expect((await read(root)).test).toHaveLength(2);
  const part = async (name: string, split: Split) => read(join(root, 'GTSRB', name), split);
  expect((await part('Final_Training', 'both')).train).toEqual(training.map((line) => `Images/${line}`));
  expect((await part('Final_Training/Images', 'both')).train).toEqual(training);
  expect((await part('Final_Test', 'test')).test[0]).toBe('Images/00001.ppm 14');
  expect((await part('Final_Test/Images', 'test')).test[0]).toBe('00001.ppm 14');
  expect((await part('Final_Training/', 'both')).train[0]).toBe(`Images/${training[0]}`);
});

test('a label file without ClassId is none, and is said to be', async () => {
  const { root } = folderOf(official);
  const sentence = `the test images in ${root}/Final_Test/Images have no label file: expected GT-final_test.csv`;
  await expect(read(root)).rejects.toThrow(sentence);
  await expect(read(root)).rejects.toThrow('GT-final_test.test.csv has no ClassId');
  expect((await read(root, 'train')).train).toHaveLength(3);
});

test('a class that GTSRB has not is refused', async () => {
  const { root } = folderOf({ ...official, 'Final_Training/Images/00043/00000_00000.ppm': image });
  await expect(read(root, 'train')).rejects.toThrow('00043 is no class of GTSRB: expected 00000 to 00042');
});

test.each([
  ['Filename;ClassId\n00000.ppm', 'line 2 has 1 cells, expected 2'],
  [
    'Filename;ClassId\n00000.ppm;43',
    'line 2, column ClassId: found "43", expected a whole number from 0 to 42',
  ],
  [
    'Filename;ClassId\n../../../../etc/passwd;4',
    'line 2: the path "../../../../etc/passwd" leaves the data folder',
  ],
])('a broken test label file %j is refused', async (text, sentence) => {
  const { root } = folderOf({ ...official, 'GT-final_test.csv': text });
  await expect(read(root)).rejects.toThrow(sentence);
});

const kaggle = {
  'Train.csv':
    'Width,Height,Roi.X1,Roi.Y1,Roi.X2,Roi.Y2,ClassId,Path\n3,2,0,0,2,1,20,Train/20/00020_00003_00001.png\n3,2,0,0,2,1,1,Train/1/a.png\n',
  'Test.csv': 'Width,Height,Roi.X1,Roi.Y1,Roi.X2,Roi.Y2,ClassId,Path\n3,2,0,0,2,1,16,Test/00000.png\n',
  'Train/20/00020_00003_00001.png': image,
  'Train/1/a.png': image,
  'Test/00000.png': image,
};

test("Kaggle's layout is read by its CSV files", async () => {
  const { root } = folderOf(kaggle);
  expect(await read(root)).toEqual({
    layout: 'kaggle',
    classes: gtsrbClassNames,
    train: ['Train/20/00020_00003_00001.png 20 20/00003', 'Train/1/a.png 1'],
    test: ['Test/00000.png 16'],
  });
});

test('more classes than GTSRB has are numbered', async () => {
  const { root } = folderOf({ 'Train.csv': 'ClassId,Path\n0,a.png\n50,b.png\n' });
  const { classes } = await read(root);
  expect([classes.length, classes[50]]).toEqual([51, 'class 50']);
});

test.each([
  '../outside.png',
  'Train/../../outside.png',
  '/etc/passwd',
  'C:\\x.png',
  '..\\outside.png',
  'a//b.png',
  './a.png',
])('the path %s in a CSV does not leave the folder', async (path) => {
  const { root } = folderOf({ 'Train.csv': `ClassId,Path\n3,good.png\n4,${path}\n`, 'good.png': image });
  await expect(read(root)).rejects.toThrow(
    `Train.csv line 3: the path ${JSON.stringify(path.replaceAll('\\', '/'))} leaves`,
  );
});

test('nor does a path through a link, to a folder or to a file', async () => {
  const outside = folderOf({ 'secret.png': image });
  const csv = (path: string) => `ClassId,Path\n3,${path}\n`;
  const { root, add } = folderOf({ 'Train.csv': csv('linked/secret.png'), 'inside/a.png': image });
  symlinkSync(outside.root, join(root, 'linked'));
  symlinkSync(join(outside.root, 'secret.png'), join(root, 'alias.png'));
  symlinkSync(join(root, 'inside'), join(root, 'shortcut'));
  await expect(read(root)).rejects.toThrow('the path "linked/secret.png" leaves the data folder');
  add('Train.csv', csv('alias.png'));
  await expect(read(root)).rejects.toThrow('the path "alias.png" leaves the data folder');
  add('Train.csv', csv('shortcut/a.png'));
  expect((await read(root)).train).toEqual(['shortcut/a.png 3']);
});

test('a sibling whose name begins as the root does is outside', async () => {
  const { root } = folderOf({ 'data/Train.csv': 'ClassId,Path\n3,up/a.png\n', 'data-secret/a.png': image });
  symlinkSync(join(root, 'data-secret'), join(root, 'data', 'up'));
  await expect(read(join(root, 'data'))).rejects.toThrow('leaves the data folder');
});

test('a CSV without the columns says which', async () => {
  const { root } = folderOf({ 'Train.csv': 'Width,Label,Path\n1,2,a.png\n' });
  const sentence = 'Train.csv has no column ClassId: found Width, Label, Path, expected ClassId and Path';
  await expect(read(root)).rejects.toThrow(sentence);
});

test('a folder per class is read in natural order of classes and plain order of files', async () => {
  const { root } = folderOf({
    'class10/b.png': image,
    'class2/z.JPG': image,
    'class2/B.ppm': image,
    'class2/a.webp': image,
    'class2/00003_00017.ppm': image,
    'class2/notes.txt': 'no image',
    'empty/notes.txt': 'no image',
    '.hidden/a.png': image,
    'class2/.a.png': image,
    'a.png': image,
  });
  expect(await read(root)).toEqual({
    layout: 'folders',
    classes: ['class2', 'class10'],
    train: [
      'class2/00003_00017.ppm 0 0/00003',
      'class2/B.ppm 0',
      'class2/a.webp 0',
      'class2/z.JPG 0',
      'class10/b.png 1',
    ],
    test: [],
  });
  const asked = await read(root, 'test');
  expect([asked.train.length, asked.test.length]).toEqual([0, 5]);
});

test('train and test folders are the two splits', async () => {
  const { root } = folderOf({ 'Train/cat/a.png': image, 'Train/dog/b.png': image, 'Test/dog/c.png': image });
  const { classes, train, test: tested } = await read(root);
  expect(classes).toEqual(['cat', 'dog']);
  expect(train).toEqual(['Train/cat/a.png 0', 'Train/dog/b.png 1']);
  expect(tested).toEqual(['Test/dog/c.png 1']);
  expect((await read(root, 'test')).test).toEqual(['Test/dog/c.png 1']);
});

test('a class may be called train', async () => {
  const { root } = folderOf({ 'train/a.png': image, 'plane/b.png': image });
  expect((await read(root)).classes).toEqual(['plane', 'train']);
});

test('a class of the test folder that the training folder lacks is refused', async () => {
  const { root } = folderOf({ 'train/cat/a.png': image, 'train/dog/b.png': image, 'test/bird/c.png': image });
  await expect(read(root)).rejects.toThrow(
    'the test set has a class "bird" that the training set does not have',
  );
});

test('only the 43 numbered folders have the names of GTSRB', async () => {
  const numbered = (count: number) =>
    folderOf(
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`${String(i).padStart(5, '0')}/a.png`, image]),
      ),
    ).root;
  expect((await read(numbered(43))).classes).toBe(gtsrbClassNames);
  expect((await read(numbered(42))).classes[1]).toBe('00001');
});

test('what is no data folder is said to be none', async () => {
  const { root } = folderOf({ 'nothing/notes.txt': 'no image', 'file.png': image });
  mkdirSync(join(root, 'empty'));
  await expect(read(join(root, 'gone'))).rejects.toThrow(`the data folder ${root}/gone does not exist`);
  await expect(read(join(root, 'file.png'))).rejects.toThrow(
    `${root}/file.png is a file, expected a data folder`,
  );
  await expect(read(join(root, 'empty'))).rejects.toThrow(
    `${root}/empty holds no images: expected GTSRB as downloaded (Final_Training/Images/00000 …); or Train.csv`,
  );
  await expect(read(root, 'test')).rejects.toThrow(`${root} holds no test images: expected`);
});

test('natural order counts digits as numbers and never falls into a tie', () => {
  const names = ['b', 'a10', 'a9', 'a09', 'a', '10', '9', '009', 'a9b', ''];
  expect(names.sort(naturalOrder)).toEqual(['', '009', '9', '10', 'a', 'a09', 'a9', 'a9b', 'a10', 'b']);
});

import { expect, test } from 'vitest';
import { crumbsOf, folderOf, isAbsolute, nameOf, pathIn, withEnding } from './hostPath.ts';

test.each([
  ['/home/a', 'nets', '/home/a/nets'],
  ['/', 'nets', '/nets'],
  ['/home/a', '/data/signs', '/data/signs'],
  ['C:\\Users\\a', 'nets', 'C:\\Users\\a\\nets'],
  ['C:\\', 'nets', 'C:\\nets'],
  ['C:\\Users', 'D:/nets', 'D:/nets'],
  ['/home/a', 'odd\\name', '/home/a/odd\\name'],
])('in %s, %s is %s', (folder, name, path) => {
  expect(pathIn(folder, name)).toBe(path);
});

test.each([
  ['/home/a/b.json', '/home/a', 'b.json'],
  ['/home/a/', '/home', 'a'],
  ['/home', '/', 'home'],
  ['/', null, '/'],
  ['b.json', null, 'b.json'],
  ['/home/back\\slash', '/home', 'back\\slash'],
  ['C:\\nets\\b.json', 'C:\\nets', 'b.json'],
  ['C:\\nets', 'C:\\', 'nets'],
  ['C:\\', null, 'C:'],
])('%s lies in %s and is called %s', (path, folder, name) => {
  expect([folderOf(path), nameOf(path)]).toEqual([folder, name]);
});

test('a path that stands by itself is known as one on every system', () => {
  const paths = ['/a', 'C:\\a', 'c:/a', '\\\\server\\share', 'a/b', '', 'C:', '~/a', './a'];
  expect(paths.filter(isAbsolute)).toEqual(['/a', 'C:\\a', 'c:/a', '\\\\server\\share']);
});

test('the way to a folder begins at the root that it lies in', () => {
  const roots = ['/data', '/data/inner', '/da'];
  const crumbs = (path: string) => crumbsOf(path, roots).map(({ title, path: to }) => [title, to]);
  expect(crumbs('/data/a/b')).toEqual([
    ['data', '/data'],
    ['a', '/data/a'],
    ['b', '/data/a/b'],
  ]);
  expect(crumbs('/data/inner/a')).toEqual([
    ['inner', '/data/inner'],
    ['a', '/data/inner/a'],
  ]);
  expect(crumbs('/data')).toEqual([['data', '/data']]);
  expect(crumbs('/database')).toEqual([['database', '/database']]);
  expect(crumbsOf('C:\\nets\\x', ['C:\\nets']).map(({ path }) => path)).toEqual(['C:\\nets', 'C:\\nets\\x']);
});

test.each([
  ['net', ['json'], 'net.json'],
  ['net.JSON', ['json'], 'net.JSON'],
  ['net.onnx', ['json'], 'net.onnx.json'],
  ['net.json', [], 'net.json'],
  ['photo', ['png', 'jpg'], 'photo.png'],
  ['photo.jpg', ['png', 'jpg'], 'photo.jpg'],
])('%s with one of %j is %s', (name, endings, whole) => {
  expect(withEnding(name, endings)).toBe(whole);
});

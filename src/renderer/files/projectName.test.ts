import { expect, test } from 'vitest';
import { fileNameFor, projectName } from './projectName.ts';

test.each([
  ['/home/a/signs.json', 'signs'],
  ['C:\\Users\\a\\My signs.JSON', 'My signs'],
  ['/home/a.json/b', 'b'],
  ['/home/a\\b.json', 'a\\b'],
])('%s is called %s', (path, name) => {
  expect(projectName(path)).toBe(name);
});

test.each([
  ['signs', 'signs.json'],
  ['a/b\\c:d', 'a-b-c-d.json'],
  ['..', 'project.json'],
  ['  ', 'project.json'],
  ['x\n<img>', 'x--img-.json'],
  ['größe 1', 'größe 1.json'],
])('the project %j is saved as %s', (name, file) => {
  expect(fileNameFor(name)).toBe(file);
});

test('a long name is cut', () => {
  expect(fileNameFor('a'.repeat(300))).toBe(`${'a'.repeat(100)}.json`);
});

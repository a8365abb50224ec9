import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { confined, liesWithin } from './confine.ts';

let folder = '';
let root = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'confine-')));
  root = join(folder, 'data');
  mkdirSync(join(root, 'signs'), { recursive: true });
  mkdirSync(join(folder, 'data-private'));
  writeFileSync(join(folder, 'data-private', 'secret'), 'x');
});
afterEach(() => rmSync(folder, { recursive: true }));

const inside = (path: string) => confined(path, [join(folder, 'elsewhere'), root]);
const outside = (path: string) => expect(() => inside(path)).toThrow(/lies outside the folders/);

test('a root, what lies in it, and what is yet to lie in it pass, by their real paths', () => {
  symlinkSync(join(root, 'signs'), join(root, 'link'));
  expect(inside(root)).toBe(root);
  expect(inside(`${root}/signs/`)).toBe(join(root, 'signs'));
  expect(inside(join(root, 'signs', 'new', 'graph.json'))).toBe(join(root, 'signs', 'new', 'graph.json'));
  expect(inside(join(root, 'link', 'a.json'))).toBe(join(root, 'signs', 'a.json'));
  expect(inside(join(root, '..x'))).toBe(join(root, '..x'));
});

test('a relative path starts at the first root', () => {
  expect(confined('signs', [root])).toBe(join(root, 'signs'));
});

test('no way leads out: dots, a longer name, links to folders, files and nothing', () => {
  symlinkSync(join(folder, 'data-private'), join(root, 'folder'));
  symlinkSync(join(folder, 'data-private', 'secret'), join(root, 'file'));
  symlinkSync(join(folder, 'nothing-yet'), join(root, 'dangling'));
  outside(folder);
  outside(join(folder, 'data-private', 'secret'));
  outside(join(folder, 'data-privat'));
  outside(`${root}/../data-private/secret`);
  outside(`${root}/signs/../../data-private`);
  outside(join(root, 'folder', 'secret'));
  outside(join(root, 'folder', 'new'));
  outside(join(root, 'file'));
  outside(join(root, 'dangling'));
  outside(join(root, 'dangling', 'new'));
  outside(`${root}/a\0b`);
  outside('/proc/self/environ');
  expect(() => confined(root, [])).toThrow('lies outside the folders that Signalbox may use: choose');
});

test('the sentence names the path, the folders and what to do where one is', () => {
  const say = (surface?: 'serve' | 'electron') => () =>
    confined('/etc/passwd', [root], undefined, { surface });
  expect(say('serve')).toThrow(
    `/etc/passwd lies outside the folders that Signalbox may use (${root}): name its folder when you start \`signalbox serve DIR\``,
  );
  expect(say('electron')).toThrow(`(${root}): choose it in the open dialog`);
  expect(say()).toThrow('choose it in the open dialog, or name its folder when you start');
});

test('a path that cannot be followed says why', () => {
  symlinkSync(join(root, 'b'), join(root, 'a'));
  symlinkSync(join(root, 'a'), join(root, 'b'));
  expect(() => inside(join(root, 'a'))).toThrow(/^could not find .*a: the system says ELOOP$/);
  expect(() => inside(join(root, 'x'.repeat(300)))).toThrow('the name is too long');
});

test('only whole names count as within', () => {
  expect(liesWithin('/a/b', '/a')).toBe(true);
  expect(liesWithin('/ab', '/a')).toBe(false);
  expect(liesWithin('/ab', '/')).toBe(true);
});

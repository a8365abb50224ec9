import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageFile } from './pageFile.ts';

let outside: string;
let page: string;
beforeAll(() => {
  outside = realpathSync(mkdtempSync(join(tmpdir(), 'signalbox-page-')));
  page = join(outside, 'page');
  mkdirSync(join(page, 'assets'), { recursive: true });
  mkdirSync(join(outside, 'page-private'));
  writeFileSync(join(page, 'index.html'), 'page');
  writeFileSync(join(page, 'assets', 'größe 1.js'), 'script');
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  writeFileSync(join(outside, 'page-private', 'secret.txt'), 'secret');
  symlinkSync(join(outside, 'secret.txt'), join(page, 'assets', 'link.txt'));
  symlinkSync(outside, join(page, 'up'));
});
afterAll(() => rmSync(outside, { recursive: true }));

describe('the file that an address stands for', () => {
  test('the bare address is index.html', () => {
    expect(pageFile(page, '/', realpathSync)).toBe(join(page, 'index.html'));
  });

  test('a file is found by its percent-encoded name', () => {
    const found = pageFile(page, '/assets/gr%C3%B6%C3%9Fe%201.js', realpathSync);
    expect(found).toBe(join(page, 'assets', 'größe 1.js'));
  });

  test.each([
    ['a file that is not there', '/missing.js'],
    ['the folder above', '/../secret.txt'],
    ['the folder above, encoded', '/%2e%2e/secret.txt'],
    ['the folder above with an encoded slash', '/..%2fsecret.txt'],
    ['the folder above out of a folder', '/assets/../../secret.txt'],
    ['a folder beside it whose name begins alike', '/../page-private/secret.txt'],
    ['the folder above with a backslash', '/..\\secret.txt'],
    ['the folder above with an encoded backslash', '/..%5csecret.txt'],
    ['a link to a file outside', '/assets/link.txt'],
    ['a file through a link to a folder outside', '/up/secret.txt'],
    ['a null byte', '/index.html%00.js'],
    ['a Windows drive', '/C:/secret.txt'],
    ['a broken encoding', '/%E0%A4%A'],
    ['an encoding of an encoding', '/%252e%252e/secret.txt'],
    ['no slash at the beginning', 'index.html'],
    ['nothing', ''],
    ['the folder itself', '/.'],
  ])('%s is refused: %s', (_what, pathname) => {
    expect(pageFile(page, pathname, realpathSync)).toBeUndefined();
  });

  test('a folder that is reached by a link itself is served', () => {
    expect(pageFile(join(page, 'up', 'page'), '/index.html', realpathSync)).toBe(join(page, 'index.html'));
  });
});

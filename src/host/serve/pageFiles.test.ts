import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProblemError } from '../../shared/problem.ts';
import { readPageFiles } from './pageFiles.ts';
import { raw, startTestServer } from './testing/testServer.ts';

let outside: string;
let page: string;
beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'signalbox-page-'));
  page = join(outside, 'renderer');
  mkdirSync(join(page, 'assets'), { recursive: true });
  writeFileSync(join(page, 'index.html'), 'page');
  writeFileSync(join(page, 'assets', 'index-Co5iGGqS.js'), 'script');
  writeFileSync(join(outside, 'secret.txt'), 'secret');
});
afterEach(() => rmSync(outside, { recursive: true }));

test('files are found by the path in their address, and / is index.html', () => {
  writeFileSync(join(page, 'a b%.txt'), 'text');
  const files = readPageFiles(page);
  expect([...files.keys()].sort()).toEqual([
    '/',
    '/a%20b%25.txt',
    '/assets/index-Co5iGGqS.js',
    '/index.html',
  ]);
  expect(files.get('/')?.bytes.toString()).toBe('page');
});

test('what has a hash in its name lasts, and index.html does not', () => {
  const files = readPageFiles(page);
  expect(files.get('/assets/index-Co5iGGqS.js')).toMatchObject({
    lasting: true,
    type: 'text/javascript; charset=utf-8',
  });
  expect(files.get('/index.html')?.lasting).toBe(false);
});

test('links, and what lies beside the folder, are not served; nor is what was put there later', async () => {
  symlinkSync(join(outside, 'secret.txt'), join(page, 'link.txt'));
  symlinkSync(outside, join(page, 'up'));
  mkdirSync(join(outside, 'renderer-evil'));
  writeFileSync(join(outside, 'renderer-evil', 'secret.txt'), 'secret');
  const server = await startTestServer({}, readPageFiles(page));
  try {
    linkSync(join(outside, 'secret.txt'), join(page, 'hard.txt'));
    writeFileSync(join(page, 'later.txt'), 'later');
    for (const path of [
      'link.txt',
      'up/secret.txt',
      '../renderer-evil/secret.txt',
      'hard.txt',
      'later.txt',
    ]) {
      const answer = await raw(
        server.port,
        `GET /${path} HTTP/1.1\r\nHost: ${server.host}\r\nConnection: close\r\n\r\n`,
      );
      expect([path, answer.slice(0, 12)]).toEqual([path, 'HTTP/1.1 404']);
      expect(answer).not.toContain('secret');
    }
  } finally {
    await server.close();
  }
});

test('a page that was not built is a problem that names the folder', () => {
  rmSync(join(page, 'index.html'));
  expect(() => readPageFiles(page)).toThrow(ProblemError);
  expect(() => readPageFiles(join(outside, 'nowhere'))).toThrow(
    `${join(outside, 'nowhere')} has no index.html: the page was not built`,
  );
});

test('kernels are served at a place of their own, and nothing else of their folder is', () => {
  const kernels = join(outside, 'kernels');
  mkdirSync(join(kernels, 'deep'), { recursive: true });
  for (const name of ['wide-16.wasm', 'built.json', 'deep/some.wasm'])
    writeFileSync(join(kernels, name), name);
  const files = readPageFiles(page, kernels);
  expect([...files.keys()].filter((path) => path.startsWith('/kernels/'))).toEqual(['/kernels/wide-16.wasm']);
  expect(files.get('/kernels/wide-16.wasm')).toMatchObject({ type: 'application/wasm', lasting: false });
});

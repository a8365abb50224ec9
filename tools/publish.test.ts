import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { publish } from './publish.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signalbox-publish-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function filesBelow(folder: string): Record<string, string> {
  const names = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(names.map((name) => [name.slice(root.length + 1), readFileSync(name, 'utf8')]));
}

test('a build replaces the one before, removes what it no longer has, and leaves other folders alone', () => {
  put('out/main/cli.js', 'old');
  put('out/main/chunks/old.js', 'old');
  put('out/main/gone/deep/old.js', 'old');
  put('out/kernels/simd-8.wasm', 'kernel');
  put('out/build.lock', 'lock');
  put('out/fresh/main/cli.js', 'new');
  put('out/fresh/main/chunks/new.js', 'new');
  put('out/fresh/renderer/index.html', 'new');
  publish(join(root, 'out/fresh'), join(root, 'out'));
  expect(filesBelow('out')).toEqual({
    'out/build.lock': 'lock',
    'out/kernels/simd-8.wasm': 'kernel',
    'out/main/chunks/new.js': 'new',
    'out/main/cli.js': 'new',
    'out/renderer/index.html': 'new',
  });
});

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isBuilt, sourceFingerprint } from './built.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signalbox-built-'));
  put('src/engine/nn/linear.ts', 'one');
  put('src/cli/index.ts', 'two');
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function markBuilt(): void {
  put('out/built.json', JSON.stringify({ sources: sourceFingerprint(root) }));
}

describe('whether out/ is up to date', () => {
  test('without out/ it is not', () => {
    expect(isBuilt(root)).toBe(false);
  });

  test('after a build it is', () => {
    markBuilt();
    expect(isBuilt(root)).toBe(true);
  });

  test('an edited file makes it old, even one whose time lies before the build', () => {
    markBuilt();
    utimesSync(join(root, 'src/cli/index.ts'), 1_000_000_007, 1_000_000_007);
    expect(isBuilt(root)).toBe(false);
  });

  test('a new file makes it old', () => {
    markBuilt();
    put('src/engine/nn/dropout.ts', 'three');
    expect(isBuilt(root)).toBe(false);
  });

  test('a removed file makes it old', () => {
    markBuilt();
    rmSync(join(root, 'src/engine/nn/linear.ts'));
    expect(isBuilt(root)).toBe(false);
  });

  test('a changed package.json makes it old', () => {
    markBuilt();
    put('package.json', '{}');
    expect(isBuilt(root)).toBe(false);
  });

  test('a test, and a file that is no source, leave it as it is', () => {
    markBuilt();
    put('src/engine/nn/linear.test.ts', 'four');
    put('README.md', 'five');
    expect(isBuilt(root)).toBe(true);
  });

  test('a damaged stamp counts as none', () => {
    put('out/built.json', '{"sources":');
    expect(isBuilt(root)).toBe(false);
  });

  test('a packed program without sources is always up to date', () => {
    rmSync(join(root, 'src'), { recursive: true });
    expect(isBuilt(root)).toBe(true);
  });
});

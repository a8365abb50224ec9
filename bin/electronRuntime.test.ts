import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { electronExecutable } from './electronRuntime.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signalbox-electron-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function installRuntime(version: string): void {
  put('node_modules/electron/package.json', '{"version":"45.4.1"}');
  put('node_modules/electron/path.txt', 'electron');
  put('node_modules/electron/dist/version', version);
  put('node_modules/electron/dist/electron', 'the program');
}

test('an installed runtime is found', () => {
  installRuntime('45.4.1');
  expect(electronExecutable(root, {})).toBe(join(root, 'node_modules/electron/dist/electron'));
});

test('the package alone, as npm installs it, is no runtime', () => {
  put('node_modules/electron/package.json', '{"version":"45.4.1"}');
  expect(electronExecutable(root, {})).toBeUndefined();
});

test('no package at all is no runtime', () => {
  expect(electronExecutable(root, {})).toBeUndefined();
});

test('a runtime of another version is not taken', () => {
  installRuntime('44.9.0');
  expect(electronExecutable(root, {})).toBeUndefined();
});

test('a runtime whose program is gone is not taken', () => {
  installRuntime('45.4.1');
  rmSync(join(root, 'node_modules/electron/dist/electron'));
  expect(electronExecutable(root, {})).toBeUndefined();
});

test("a runtime elsewhere is found by Electron's own variable", () => {
  installRuntime('44.9.0');
  put('elsewhere/electron', 'the program');
  const environment = { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'elsewhere') };
  expect(electronExecutable(root, environment)).toBe(join(root, 'elsewhere/electron'));
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureBuilt } from './ensureBuilt.js';

let root: string;
let said: string[];
const say = (line: string) => said.push(line);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signalbox-ensure-'));
  said = [];
  put('src/cli/index.ts', 'one');
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A checkout with the build tools installed, whose build runs the given lines. */
function putBuild(lines: string): void {
  put('node_modules/electron-vite/package.json', '{}');
  put('tools/build.mjs', lines);
}

const WORKING_BUILD = `
import { mkdirSync, writeFileSync } from 'node:fs';
import { sourceFingerprint } from ${JSON.stringify(new URL('./built.js', import.meta.url).href)};
console.log('chatter of the build');
mkdirSync('out', { recursive: true });
writeFileSync('out/built.json', JSON.stringify({ sources: sourceFingerprint('.') }));
`;

test('without the build tools one sentence says what to do', () => {
  expect(ensureBuilt(root, say)).toEqual({
    code: 1,
    message: `Signalbox is not built and its build tools are missing: run "npm ci" in ${root}.`,
  });
});

test('a missing build is made once, announced by one line', () => {
  putBuild(WORKING_BUILD);
  expect(ensureBuilt(root, say)).toBeUndefined();
  expect(ensureBuilt(root, say)).toBeUndefined();
  expect(said).toEqual(['Building Signalbox ...']);
});

test('an old build is made again', () => {
  putBuild(WORKING_BUILD);
  ensureBuilt(root, say);
  put('src/cli/index.ts', 'another');
  expect(ensureBuilt(root, say)).toBeUndefined();
  expect(said).toEqual(['Building Signalbox ...', 'Building Signalbox again, its sources have changed ...']);
});

test('a build that fails is our fault, and its own words come along', () => {
  putBuild("console.error('src/cli/index.ts:2:11 Unexpected token'); process.exitCode = 1;");
  expect(ensureBuilt(root, say)).toEqual({
    code: 70,
    message: 'src/cli/index.ts:2:11 Unexpected token\nBuilding Signalbox failed; the lines above say where.',
  });
});

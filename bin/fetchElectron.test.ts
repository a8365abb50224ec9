import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchElectron } from './fetchElectron.js';

let root: string;
const shown: string[] = [];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signalbox-electron-'));
  put('electron/package.json', '{"name":"electron","version":"45.4.1"}');
  put('electron/checksums.json', '{"electron-v45.4.1-linux-x64.zip":"00ff"}');
  put(
    '@electron/get/package.json',
    '{"name":"@electron/get","version":"1.0.0","type":"module","main":"get.js"}',
  );
  put('electron/install.js', '');
  shown.length = 0;
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  const file = join(root, 'node_modules', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Electron's downloader, as it is in this test. */
function downloader(body: string): void {
  put(
    '@electron/get/get.js',
    `import { writeFileSync } from 'node:fs';\nexport async function downloadArtifact(options) { ${body} }`,
  );
}

const fetched = () => fetchElectron(root, (text) => shown.push(text));

test('the version of the package is fetched with its checksums, then its installer runs', async () => {
  downloader(`writeFileSync(${JSON.stringify(join(root, 'asked'))}, JSON.stringify(options));`);
  put('electron/install.js', `require('fs').writeFileSync(${JSON.stringify(join(root, 'installed'))}, '')`);
  expect(await fetched()).toBeUndefined();
  expect(JSON.parse(readFileSync(join(root, 'asked'), 'utf8'))).toMatchObject({
    version: '45.4.1',
    artifactName: 'electron',
    checksums: { 'electron-v45.4.1-linux-x64.zip': '00ff' },
    platform: process.platform,
    arch: process.arch,
  });
  expect(existsSync(join(root, 'installed'))).toBe(true);
});

test('progress is shown, and taken away at the end', async () => {
  downloader(
    'await options.downloadOptions.getProgressCallback({ transferred: 45.4e6, total: 112e6, percent: 0.405 });',
  );
  await fetched();
  expect(shown).toEqual(['45 MB of 112 MB (40 %)', 'unpacking ...', '']);
});

test('a download that fails is told in a few words, with its cause', async () => {
  downloader(
    "throw new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND github.com') });",
  );
  expect(await fetched()).toBe('fetch failed: getaddrinfo ENOTFOUND github.com');
  expect(shown.at(-1)).toBe('');
});

test('an installer that fails is told by its first line', async () => {
  downloader('');
  put('electron/install.js', "console.error('Error: no space left.\\n    at extract'); process.exit(1);");
  expect(await fetched()).toBe('Error: no space left');
});

test('an Electron that is not installed at all is told', async () => {
  rmSync(join(root, 'node_modules'), { recursive: true });
  expect(await fetched()).toMatch(/@electron\/get/);
});

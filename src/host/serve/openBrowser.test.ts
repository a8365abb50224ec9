import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { browserCommand, openBrowser } from './openBrowser.ts';

test.each([
  ['darwin', {}, ['open']],
  ['win32', {}, ['cmd', '/c', 'start', '""']],
  ['linux', { DISPLAY: ':0' }, ['xdg-open']],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, ['xdg-open']],
  ['linux', {}, null],
  ['linux', { DISPLAY: '' }, null],
])('on %s with %j a browser is opened by %j', (platform, environment, command) => {
  expect(browserCommand({ platform, environment })).toEqual(command);
});

/** Puts a program of that name first in the path for the test. */
function program(name: string, script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-browser-'));
  const path = process.env.PATH;
  process.env.PATH = `${folder}:${path}`;
  onTestFinished(() => {
    process.env.PATH = path;
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

const screen = { platform: 'linux', environment: { DISPLAY: ':0' } };
const failure = (address: string) => new Promise<string>((resolve) => openBrowser(address, resolve, screen));

test('the address is handed over as it is', async () => {
  const folder = program('xdg-open', 'printf %s "$1" > "$(dirname "$0")/seen"; exit 3');
  expect(await failure('http://127.0.0.1:8137/#token=a;$(b)')).toBe(
    'No browser could be opened (xdg-open ended with code 3); open the address yourself.',
  );
  expect(readFileSync(join(folder, 'seen'), 'utf8')).toBe('http://127.0.0.1:8137/#token=a;$(b)');
});

test('a machine without the program says so', async () => {
  const path = process.env.PATH;
  onTestFinished(() => {
    process.env.PATH = path;
  });
  process.env.PATH = '/nowhere';
  expect(await failure('http://127.0.0.1:8137/')).toBe(
    'No browser could be opened (spawn xdg-open ENOENT); open the address yourself.',
  );
});

test('a machine without a screen says so', () => {
  const said: string[] = [];
  openBrowser('http://127.0.0.1:8137/', (sentence) => said.push(sentence), {
    platform: 'linux',
    environment: {},
  });
  expect(said).toEqual(['There is no screen to open a browser on; open the address yourself.']);
});

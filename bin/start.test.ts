import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';

test('npm start with arguments says in one line what it does and why, prints the address, and ends with Ctrl-C', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'start.js'), folder, '--port', '0', '--no-open'],
    { env: { ...process.env, SIGNALBOX_HOME: folder }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr.on('data', (data) => {
    said += data;
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const line = await new Promise((resolve) => createInterface(child.stdout).once('line', resolve));
  expect(line).toMatch(/^Signalbox is at http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{32} /);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(said).toMatch(
    /^(Arguments were given, which no window takes|There is no display to open a window on)\. Signalbox is served: open the address below in a browser\.\n$/,
  );
});

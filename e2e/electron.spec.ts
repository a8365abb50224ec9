import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, expect, test } from '@playwright/test';
import { electronExecutable } from '../bin/electronRuntime.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const executable = electronExecutable(root, process.env);
const superuser = process.platform === 'linux' && process.getuid?.() === 0;
const display = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);

test.skip(executable === undefined, "Electron's runtime is not installed here (npm start fetches it)");
test.skip(superuser, "Electron's sandbox does not run as root");
test.skip(!display, 'there is no display to open a window on');

test('the window shows the app, isolated, and trains through the bridge', async () => {
  const home = mkdtempSync(join(tmpdir(), 'signalbox-electron-'));
  const app = await _electron.launch({ executablePath: executable, args: [root, `--user-data-dir=${home}`] });
  try {
    const page = await app.firstWindow();
    await expect(page.getByRole('button', { name: 'Train', exact: true })).toBeVisible();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    expect(await page.evaluate(() => 'require' in globalThis || 'process' in globalThis)).toBe(false);
    const skip = page.getByRole('button', { name: 'Skip tour' });
    if (await skip.isVisible()) await skip.click();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  } finally {
    await app.close();
    rmSync(home, { recursive: true, force: true });
  }
});

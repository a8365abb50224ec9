import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { openApp } from './support/app.ts';
import { expectAccessible } from './support/axe.ts';
import { type ServedApp, serveApp } from './support/server.ts';

/** A Python without TensorFlow that takes a minute to make an environment, and a make that does nothing. */
const PYTHON = `#!/bin/sh
case "$*" in
*find_spec*) echo '{"executable":"'"$0"'","version":"3.12.4","tensorflow":null}' ;;
*) echo "begun"; exec sleep 60 ;;
esac
`;

// What is driven here is the build against pip's wheel, which other systems do not offer: they get a sentence instead,
// which setupTensorflow's unit tests hold.
test.skip(process.platform !== 'linux' || process.arch !== 'x64', 'it is built only on Linux');

let base: string;
let served: ServedApp;

/** Serves the app on a machine whose tools are these. */
async function serve(compiler: string): Promise<ServedApp> {
  base = mkdtempSync(join(tmpdir(), 'signalbox-tools-'));
  const bin = join(base, 'bin');
  mkdirSync(bin);
  for (const [name, text] of [
    ['python3', PYTHON],
    ['make', '#!/bin/sh\n'],
  ]) {
    writeFileSync(join(bin, name), text);
    chmodSync(join(bin, name), 0o755);
  }
  const environment = {
    PATH: `${bin}:${process.env.PATH}`,
    CXX: compiler,
    SIGNALBOX_PYTHON: join(bin, 'python3'),
    SIGNALBOX_TENSORFLOW: join(base, 'tensorflow'),
  };
  served = await serveApp({ tourSeen: true, environment });
  return served;
}

async function showTraining(page: Page): Promise<void> {
  await page.getByRole('radiogroup', { name: 'Views' }).getByText('Train').click();
}

test.afterEach(async () => {
  await served.close();
  rmSync(base, { recursive: true, force: true });
});

test('what it would do is said first; it is started and cancelled by keyboard', async ({ page }) => {
  await openApp(page, await serve('true'));
  await showTraining(page);
  const get = page.getByRole('button', { name: 'Get TensorFlow' });
  await get.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', { name: 'TensorFlow' });
  await expect(panel).toContainText(/Python 3\.12\.4 has no TensorFlow.*pip downloads tensorflow/);
  await expect(panel).toContainText(/come from the Python package index \(pypi\.org\)/);
  await expectAccessible(page, 'what it would do');
  await panel.getByRole('button', { name: 'Start' }).press('Enter');
  await expect(panel.getByRole('progressbar', { name: 'Making a Python environment' })).toBeVisible();
  await expect(panel).toContainText('begun');
  await expectAccessible(page, 'while it is made');
  // It belongs to the host: a page that comes anew sees it.
  await page.reload();
  await showTraining(page);
  await expect(panel).toContainText('begun');
  await panel.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(get.or(panel.getByRole('button', { name: 'Start' }))).toBeVisible();
});

test('what is missing is said, and looked for again', async ({ page }) => {
  await openApp(page, await serve('no-such-compiler'));
  await showTraining(page);
  await page.getByRole('button', { name: 'Get TensorFlow' }).click();
  const panel = page.getByRole('region', { name: 'TensorFlow' });
  await expect(panel).toContainText('no-such-compiler cannot be run: install what is missing');
  await expectAccessible(page, 'what is missing');
  await panel.getByRole('button', { name: 'Look again' }).click();
  await expect(panel).toContainText('no-such-compiler cannot be run');
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: 'Get TensorFlow' })).toBeFocused();
});

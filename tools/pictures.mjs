// Makes docs/pictures: the app as it is, every view, light and dark. `node tools/pictures.mjs`, or only those that are
// named: `node tools/pictures.mjs profile`; wants a Chromium and a built out/. A run on the built-in signs is trained for it, which takes half a minute.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import sharp from 'sharp';
import { findChromium } from './chromium.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'docs', 'pictures');
const wanted = process.argv.slice(2);
const base = mkdtempSync(join(tmpdir(), 'signalbox-pictures-'));
const projects = join(base, 'projects');
mkdirSync(projects);
mkdirSync(folder, { recursive: true });

const server = spawn(
  process.execPath,
  [join(root, 'out', 'main', 'cli.js'), 'serve', projects, '--port', '0', '--no-open', '--json'],
  {
    env: {
      ...process.env,
      SIGNALBOX_HOME: join(base, 'home'),
      SIGNALBOX_TENSORFLOW: join(base, 'tensorflow'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const address = await new Promise((resolve) => {
  let text = '';
  server.stdout.on('data', (data) => {
    text += data;
    const found = /"(http:[^"]+)"/.exec(text);
    if (found) resolve(found[1]);
  });
});
const executablePath = findChromium(process.env);
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await chromium.launch({ executablePath, args });

/** @typedef {import('@playwright/test').Page} Page */

/**
 * @param {Page} page
 * @param {string} name
 */
async function take(page, name) {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Charts are drawn anew on the next frame.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await page.waitForTimeout(400);
    const picture = await page.screenshot();
    const small = await sharp(picture).png({ palette: true, colours: 128, compressionLevel: 9 }).toBuffer();
    writeFileSync(join(folder, `${name}-${colorScheme}.png`), small);
  }
  console.log(name);
}

/**
 * @param {Page} page
 * @param {string} title
 */
async function view(page, title) {
  await page.getByRole('radio', { name: title }).click();
}

/**
 * Runs a command by the palette.
 * @param {Page} page
 * @param {string} title
 */
async function command(page, title) {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').last().fill(title);
  await page.keyboard.press('Enter');
}

try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(address);
  await page.getByRole('button', { name: 'Skip tour' }).waitFor();
  await take(page, 'tour');
  await page.getByRole('button', { name: 'Skip tour' }).click();
  await take(page, 'build');
  await page.locator('[data-module="conv2"]').click();
  await take(page, 'node');
  await command(page, 'Profile the network');
  await page.getByRole('button', { name: 'Hide the profile' }).first().waitFor({ timeout: 60_000 });
  await take(page, 'profile');
  await command(page, 'Hide the profile');
  // Without its View the Linear meets planes: a fault, and the View as its mend.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').last().fill('view');
  await page.keyboard.press('Enter');
  await page.locator('[data-module="view"]').click();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: /1 problem/ }).click();
  await take(page, 'fault');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await take(page, 'commands');
  await page.keyboard.press('Escape');
  await command(page, 'New from template');
  await page.getByText('Small image network').waitFor();
  await take(page, 'templates');
  await page.getByText('Small image network').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Train', exact: true }).click();
  // A fast processor is past an epoch before the page tells of it.
  await page
    .getByText(/^(1[2-9]|2\d) epochs of 30/)
    .first()
    .waitFor({ timeout: 120_000 });
  await take(page, 'train');
  await page.getByText('Finished').first().waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Look at the images' }).click();
  await page.getByText('43 classes').first().waitFor();
  await page.waitForTimeout(1500);
  await take(page, 'finished');
  await page.getByRole('button', { name: 'Get TensorFlow' }).click();
  const tensorflow = page.getByRole('region', { name: 'TensorFlow' });
  await tensorflow.getByRole('button', { name: 'Not now' }).waitFor({ timeout: 60_000 });
  await take(page, 'tensorflow');
  await tensorflow.getByRole('button', { name: 'Not now' }).click();
  await view(page, 'Mistakes');
  await page.getByText(/mistakes? shown/).waitFor();
  await page.waitForTimeout(1500);
  await take(page, 'mistakes');
  await page.getByRole('gridcell').filter({ hasText: '%' }).first().click();
  const nearest = page.getByRole('region', { name: 'Nearest training images' });
  await nearest.getByRole('button', { name: 'Find them' }).click();
  await nearest.getByRole('listitem').first().waitFor({ timeout: 60_000 });
  await nearest.scrollIntoViewIfNeeded();
  await take(page, 'mistake');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /Export model/ }).click();
  await page.getByRole('dialog').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByText(/largest difference/i).waitFor({ timeout: 60_000 });
  await take(page, 'export');
} finally {
  await browser.close();
  server.kill('SIGKILL');
  rmSync(base, { recursive: true, force: true });
}

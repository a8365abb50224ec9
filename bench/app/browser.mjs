import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findChromium } from '../../tools/chromium.mjs';
import { stop } from '../arguments.mjs';

/** @typedef {import('@playwright/test').Browser} Browser */
/** @typedef {import('@playwright/test').Page} Page */

const IN_PAGE = join(dirname(fileURLToPath(import.meta.url)), 'inPage.js');

/** Starts a headless Chromium. Ends the program where none is found. */
export function startChromium() {
  const executablePath = findChromium(process.env);
  if (executablePath === undefined) return stop('No Chromium is found; the variable CHROMIUM may name one.');
  // A container's root cannot have Chromium's sandbox; the pages are our own.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}

/** A page with nothing kept from others. @param {Browser} browser */
export async function newPage(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addInitScript({ path: IN_PAGE });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`The page failed: ${error.stack ?? error}`));
  return page;
}

/** Opens the app, waits until it can be used, and leaves the tour. @param {Page} page @param {string} address */
export async function openApp(page, address) {
  await page.goto(address);
  await page.evaluate('bench.until(bench.isUsable)');
  const skip = page.getByRole('button', { name: 'Skip tour' });
  if (await skip.isVisible()) await skip.click();
}

/**
 * Opens a project by the app's own dialog. Returns the milliseconds from the file being chosen to `node` of it being
 * painted.
 * @param {Page} page
 * @param {string} path
 * @param {string} node
 */
export async function openProject(page, path, node) {
  await page.keyboard.press('Control+o');
  const dialog = page.getByRole('dialog', { name: 'Open a project' });
  // Its list of files has come.
  await dialog.getByRole('listbox').waitFor();
  await dialog.getByRole('textbox', { name: 'Name or path' }).fill(path);
  await page.evaluate(`void (globalThis.opened = new Promise((resolve, reject) => {
    addEventListener('submit', ({ timeStamp }) => {
      bench.until(() => bench.isShown(${JSON.stringify(node)})).then(bench.painted).then((end) => resolve(end - timeStamp)).catch(reject);
    }, { once: true, capture: true });
  }))`);
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  const milliseconds = await page.evaluate('globalThis.opened');
  return /** @type {number} */ (milliseconds);
}

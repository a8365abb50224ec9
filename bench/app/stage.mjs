import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { newPage, openApp, startChromium } from './browser.mjs';
import { startServer, withFolder } from './server.mjs';

/**
 * A served app, open in a page, with a folder of its own.
 * @typedef {object} Stage
 * @property {import('./browser.mjs').Browser} browser
 * @property {import('./browser.mjs').Page} page
 * @property {string} address
 * @property {string} folder
 */

/**
 * Runs `work` with the app open in a page of its own Chromium, and ends both. `prepare` fills the folder first.
 * @template T
 * @param {(stage: Stage) => Promise<T>} work
 * @param {(folder: string) => Promise<void> | void} [prepare]
 * @returns {Promise<T>}
 */
export function withApp(work, prepare) {
  return withFolder(async (base) => {
    const [folder, home] = ['project', 'home'].map((name) => join(base, name));
    mkdirSync(folder);
    await prepare?.(folder);
    const server = await startServer(folder, home);
    const browser = await startChromium();
    try {
      const page = await newPage(browser);
      await openApp(page, server.address);
      return await work({ browser, page, address: server.address, folder });
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}

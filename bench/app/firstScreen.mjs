import { join } from 'node:path';
import { newPage, startChromium } from './browser.mjs';
import { measureRounds } from './rounds.mjs';
import { startServer, withFolder } from './server.mjs';

/** @typedef {import('./rounds.mjs').Row} Row */

const BAR = 2000;

/**
 * From the start of `signalbox serve`, on a home that nobody used before, to its page having a Train button that can
 * be pressed and nodes on the canvas. Chromium runs already and has nothing of the page in its cache.
 * @param {import('./rounds.mjs').Setting} setting
 * @returns {Promise<Row[]>}
 */
export async function measureFirstScreen(setting) {
  const browser = await startChromium();
  try {
    const { usable, listening } = await measureRounds(setting, 'usable', () =>
      withFolder(async (folder) => {
        const page = await newPage(browser);
        const server = await startServer(folder, join(folder, 'home'));
        const listening = performance.now() - server.started;
        try {
          await page.goto(server.address, { waitUntil: 'commit' });
          await page.evaluate('bench.until(bench.isUsable)');
          await page.evaluate('bench.painted()');
          return { usable: performance.now() - server.started, listening };
        } finally {
          await page.context().close();
          await server.stop();
        }
      }),
    );
    return [
      { what: "first screen usable, from the server's start", unit: 'ms', values: usable, bar: BAR },
      { what: '  of that until the address is printed', unit: 'ms', values: listening, bar: null },
    ];
  } finally {
    await browser.close();
  }
}

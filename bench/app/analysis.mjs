import { join } from 'node:path';
import { median } from '../figures.mjs';
import { openProject } from './browser.mjs';
import { FIRST_NODE, writeGraph } from './graphs.mjs';
import { measureRounds } from './rounds.mjs';
import { withApp } from './stage.mjs';

/** @typedef {import('./rounds.mjs').Row} Row */

const NODES = 500;
const EDITS = 20;
const BAR = 16;

/**
 * Validate and infer in the page: the engine's judgement of the whole graph, when it is opened and after each edit of
 * a parameter (one edit, taken back and made again).
 * @param {import('./rounds.mjs').Setting} setting
 * @returns {Promise<Row[]>}
 */
export async function measureAnalysis(setting) {
  const prepare = (/** @type {string} */ folder) => writeGraph(join(folder, 'large.json'), NODES);
  const { edit, opening } = await measureRounds(setting, 'edit', () =>
    withApp(async ({ page, folder }) => {
      await page.evaluate('bench.analyses.length = 0');
      await openProject(page, join(folder, 'large.json'), FIRST_NODE);
      const opening = Math.max(...(await analyses(page)));
      await page.locator('[data-module="stem_conv"]').click();
      const field = page.getByRole('textbox', { name: 'kW', exact: true });
      await field.fill('5');
      await field.press('Enter');
      const canvas = page.getByRole('application', { name: 'Network' });
      await canvas.focus();
      await page.evaluate('bench.analyses.length = 0');
      for (let i = 0; i < EDITS; i++) {
        await page.keyboard.press(i % 2 === 0 ? 'Control+z' : 'Control+Shift+z');
        await page.evaluate('bench.painted()');
      }
      const edits = await analyses(page);
      if (edits.length < EDITS) throw new Error(`${EDITS} edits brought ${edits.length} judgements`);
      return { edit: median(edits), opening };
    }, prepare),
  );
  return [
    { what: `validate + infer, ${NODES} nodes, after an edit`, unit: 'ms', values: edit, bar: BAR },
    { what: `validate + infer, ${NODES} nodes, when opened`, unit: 'ms', values: opening, bar: BAR },
  ];
}

/** What the page's judgements took since they were last counted. @param {import('./browser.mjs').Page} page */
async function analyses(page) {
  return /** @type {number[]} */ (await page.evaluate('bench.analyses'));
}

import { join } from 'node:path';
import { openProject } from './browser.mjs';
import { FIRST_NODE, writeGraph } from './graphs.mjs';
import { measureRounds } from './rounds.mjs';
import { withApp } from './stage.mjs';

/** @typedef {import('./rounds.mjs').Row} Row */

const SIZES = [
  { nodes: 500, bar: 1000 },
  { nodes: 5000, bar: 3000 },
];

/**
 * Opening a project by the app's dialog: from the file being chosen to its first nodes painted where they stay.
 * @param {import('./rounds.mjs').Setting} setting
 * @returns {Promise<Row[]>}
 */
export async function measureOpening(setting) {
  /** @type {Row[]} */
  const rows = [];
  for (const { nodes, bar } of SIZES) {
    setting.say(`opening ${nodes} nodes`);
    const { open } = await measureRounds(setting, 'open', () =>
      withApp(
        async ({ page, folder }) => ({
          open: await openProject(page, join(folder, 'large.json'), FIRST_NODE),
        }),
        (folder) => writeGraph(join(folder, 'large.json'), nodes),
      ),
    );
    rows.push({ what: `opening a project of ${nodes} nodes`, unit: 'ms', values: open, bar });
  }
  return rows;
}

import { join } from 'node:path';
import { median, quantile } from '../figures.mjs';
import { openProject } from './browser.mjs';
import { FIRST_NODE, writeGraph } from './graphs.mjs';
import { measureRounds } from './rounds.mjs';
import { withApp } from './stage.mjs';
import { trace, workByFrame } from './trace.mjs';

/** @typedef {import('./rounds.mjs').Row} Row */
/** @typedef {import('./browser.mjs').Page} Page */

const NODES = 500;
/** How the canvas is looked at, and a node that is then about its middle. */
const VIEWS = [
  { view: 'as opened', node: 'block1a_conv' },
  { view: 'all in view', node: 'block33a_conv' },
];
const MOVES = 100;
/** As many moves a second as frames, or more where the machine is slow: they then fall together. */
const MOVE_MILLISECONDS = 16;
const WORK_BAR = 8;
/** No more than two. */
const REDRAWN_BAR = 3;

/**
 * The main thread's work for a frame of a drag by mouse, as the project opens and with the whole of it in view.
 * @param {import('./rounds.mjs').Setting} setting
 * @returns {Promise<Row[]>}
 */
export async function measureDrag(setting) {
  /** @type {Row[]} */
  const rows = [];
  for (const { view, node } of VIEWS) {
    setting.say(`dragging, ${view}`);
    const figures = await measureRounds(setting, 'work', () =>
      withApp(
        async ({ page, folder }) => {
          await openProject(page, join(folder, 'large.json'), FIRST_NODE);
          if (view === 'all in view') await page.getByRole('button', { name: 'Show all' }).click();
          return drag(page, node);
        },
        (folder) => writeGraph(join(folder, 'large.json'), NODES),
      ),
    );
    const what = `drag in ${NODES} nodes, ${view}`;
    const [drawn] = figures.drawn;
    rows.push(
      {
        what: `${what}: work of a frame`,
        unit: 'ms',
        values: figures.work,
        bar: WORK_BAR,
        note: `${drawn} drawn`,
      },
      { what: '  the slowest of twenty frames', unit: 'ms', values: figures.slow, bar: WORK_BAR },
      { what: '  nodes redrawn in a frame, at most', unit: '', values: figures.redrawn, bar: REDRAWN_BAR },
    );
  }
  return rows;
}

/** @param {Page} page @param {string} module */
async function drag(page, module) {
  const node = await graspedNode(page, module);
  await page.mouse.move(node.x, node.y);
  await page.mouse.down();
  // The first moves pass the threshold below which a press is no drag, and select the node.
  await page.mouse.move(node.x + 8, node.y + 8, { steps: 4 });
  await page.waitForTimeout(300);
  await page.evaluate('globalThis.stopCounting = bench.countRedrawn()');
  await move(page, node, 20);
  const redrawn = /** @type {number[]} */ (await page.evaluate('stopCounting()'));
  const events = await trace(page, () => move(page, node, MOVES));
  await page.mouse.up();
  const work = workByFrame(events);
  if (work.length < MOVES / 4) throw new Error(`${MOVES} moves brought ${work.length} frames`);
  const drawn = await page.locator('[data-module]').count();
  return { work: median(work), slow: quantile(work, 0.95), redrawn: Math.max(...redrawn), drawn };
}

/**
 * Moves about a point, as often as a mouse does, without coming near the canvas's edge, where it would begin to scroll.
 * @param {Page} page
 * @param {{ x: number, y: number }} from
 * @param {number} count
 */
async function move(page, from, count) {
  /** @type {Promise<void>[]} */
  const moves = [];
  for (let i = 0; i < count; i++) {
    moves.push(page.mouse.move(from.x + 80 * Math.sin(i / 8), from.y + 50 * Math.cos(i / 5)));
    await page.waitForTimeout(MOVE_MILLISECONDS);
  }
  await Promise.all(moves);
}

/** Where a node can be taken hold of, once the camera stands still. @param {Page} page @param {string} module */
async function graspedNode(page, module) {
  const node = page.locator(`[data-module="${module}"]`);
  await page.evaluate(`bench.standsStill(${JSON.stringify(module)})`);
  const box = await node.boundingBox();
  if (box === null) throw new Error(`${module} is not drawn`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

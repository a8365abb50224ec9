import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { median, quantile } from '../figures.mjs';
import { measureRounds } from './rounds.mjs';
import { runCommand, template } from './server.mjs';
import { withApp } from './stage.mjs';
import { trace, workByFrame } from './trace.mjs';

/** @typedef {import('./rounds.mjs').Row} Row */
/** @typedef {import('./browser.mjs').Page} Page */

const POINTS = 100_000;
const POINT_BYTES = 16;
const EPOCHS = 50;
const MOVES = 100;
const MOVE_MILLISECONDS = 16;
/** One at sixty a second. */
const FRAME = 16;
const DRAW_BAR = 50;
const OPEN_BAR = 1000;

/**
 * A run with 100,000 points on its curve: how long its charts take to be there, to be drawn anew, and to follow the
 * pointer.
 * @param {import('./rounds.mjs').Setting} setting
 * @returns {Promise<Row[]>}
 */
export async function measureCurvePoints(setting) {
  const { shown, redrawn, hover, slow } = await measureRounds(setting, 'hover', () =>
    withApp(async ({ page }) => {
      const shown = await paintedAfter(page, 'pointerup', async () => {
        await page.getByRole('radio', { name: 'Train' }).click();
      });
      const chart = await chartBox(page);
      const middle = chart.y + chart.height / 2;
      await page.mouse.move(chart.x + chart.width * 0.4, middle);
      await page.mouse.down();
      await page.mouse.move(chart.x + chart.width * 0.6, middle, { steps: 5 });
      await page.mouse.up();
      const all = page.getByRole('button', { name: 'Show all epochs' });
      const redrawn = await paintedAfter(page, 'pointerup', () => all.click());
      const events = await trace(page, () => hoverOver(page, chart));
      const work = workByFrame(events);
      return { shown, redrawn, hover: median(work), slow: quantile(work, 0.95) };
    }, prepareRun),
  );
  const what = `${POINTS.toLocaleString('en')} curve points`;
  return [
    { what: `${what}: Train view shown for the first time`, unit: 'ms', values: shown, bar: OPEN_BAR },
    { what: '  drawn anew, after a zoom', unit: 'ms', values: redrawn, bar: DRAW_BAR },
    { what: '  work of a frame while the pointer moves', unit: 'ms', values: hover, bar: FRAME },
    { what: '  the slowest of twenty frames', unit: 'ms', values: slow, bar: FRAME },
  ];
}

/**
 * Milliseconds from an event that `act` causes to what follows from it being painted.
 * @param {Page} page
 * @param {string} event
 * @param {() => Promise<void>} act
 */
async function paintedAfter(page, event, act) {
  await page.evaluate(`void (globalThis.after = new Promise((resolve, reject) => {
    addEventListener('${event}', ({ timeStamp }) => {
      bench.until(() => document.querySelectorAll('figure canvas').length === 2)
        .then(bench.painted).then((end) => resolve(end - timeStamp)).catch(reject);
    }, { once: true, capture: true });
  }))`);
  await act();
  return /** @type {number} */ (await page.evaluate('globalThis.after'));
}

/** Where the loss is drawn. @param {Page} page */
async function chartBox(page) {
  const box = await page.locator('figure').filter({ hasText: 'Loss' }).locator('.u-over').boundingBox();
  if (box === null) throw new Error('the chart of the loss is not shown');
  return box;
}

/** @param {Page} page @param {{ x: number, y: number, width: number, height: number }} chart */
async function hoverOver(page, chart) {
  /** @type {Promise<void>[]} */
  const moves = [];
  for (let i = 0; i < MOVES; i++) {
    const share = 0.5 + 0.45 * Math.sin(i / 10);
    moves.push(
      page.mouse.move(chart.x + chart.width * share, chart.y + chart.height * (0.3 + i / (3 * MOVES))),
    );
    await page.waitForTimeout(MOVE_MILLISECONDS);
  }
  await Promise.all(moves);
}

/** A small run, made as long as it would be after days. @param {string} folder */
async function prepareRun(folder) {
  const parent = join(folder, 'runs');
  const run = join(parent, 'long');
  const small = ['--data', 'signs', '--limit', '86', '--epochs', '1'];
  await runCommand(['train', template('signs-small'), ...small, '--out', run]);
  const line = JSON.parse(readFileSync(join(run, 'metrics.jsonl'), 'utf8'));
  const lines = Array.from({ length: EPOCHS }, (_, i) => `${JSON.stringify({ ...line, epoch: i + 1 })}\n`);
  writeFileSync(join(run, 'metrics.jsonl'), lines.join(''));
  writeFileSync(join(run, 'curve.bin'), curveBytes());
}

/** A noisy curve as curve.bin holds it: where in epochs, as float64, loss and accuracy as float32. */
function curveBytes() {
  const view = new DataView(new ArrayBuffer(POINTS * POINT_BYTES));
  for (let i = 0; i < POINTS; i++) {
    const at = ((i + 1) / POINTS) * EPOCHS;
    const noise = (Math.imul(i, 2654435761) >>> 0) / 2 ** 32;
    const loss = 3.5 * Math.exp(-at / 8) + 0.3 * noise;
    view.setFloat64(i * POINT_BYTES, at, true);
    view.setFloat32(i * POINT_BYTES + 8, loss, true);
    view.setFloat32(i * POINT_BYTES + 12, 1 - loss / 4, true);
  }
  return new Uint8Array(view.buffer);
}

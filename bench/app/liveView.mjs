import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { median, spread } from '../figures.mjs';
import { newPage, openApp, openProject, startChromium } from './browser.mjs';
import { browserTime, processTime } from './processTime.mjs';
import { LARGEST_SPREAD } from './rounds.mjs';
import { runCommand, startServer, template, withFolder } from './server.mjs';

/** @typedef {import('./rounds.mjs').Row} Row */
/** @typedef {import('./browser.mjs').Browser} Browser */

/**
 * A run's images a second, and what the host's process and all of Chromium used of a core meanwhile; NaN where that is
 * not known.
 * @typedef {{ rate: number, spread: number, host: number, browser: number }} RunCost
 */

const NETWORK = 'vgg-small';
const FIRST_NODE = 'input';
/** The first one, in which things warm up, is left out. */
const EPOCHS = 4;
const BAR = 2;
const LOOK_MILLISECONDS = 250;
const ATTEMPTS = 3;

/** How the same run is trained; `null`: by `signalbox train`, else in the app with so many pages on it. */
const WAYS = [
  { name: 'signalbox train', pages: null },
  { name: 'served, no page open', pages: 0 },
  { name: 'served, a page on the Train view', pages: 1 },
  { name: 'served, two pages on the Train view', pages: 2 },
];

/**
 * What it costs training to be looked at: the tutorial's network on the drawn signs, by `signalbox train` and in the
 * app with no, one and two pages open, in turns. Each round compares with its own run of `signalbox train`.
 * @param {import('./rounds.mjs').Setting} setting
 * @returns {Promise<Row[]>}
 */
export async function measureLiveView({ rounds, say }) {
  const browser = await startChromium();
  try {
    /** @type {RunCost[][]} by way, by round */
    const costs = WAYS.map(() => []);
    for (let round = 0; round < rounds; round++) {
      // To and fro, so that a machine that grows slower does so for all ways alike.
      const order = round % 2 === 0 ? [...WAYS.keys()] : [...WAYS.keys()].reverse();
      for (const way of order) {
        const cost = await steadyRun(WAYS[way].pages, browser, say);
        costs[way].push(cost);
        say(`  ${WAYS[way].name}: ${words(cost)}`);
      }
    }
    return rowsOf(costs);
  } finally {
    await browser.close();
  }
}

/** @param {readonly (readonly RunCost[])[]} costs @returns {Row[]} */
function rowsOf(costs) {
  const [alone, ...served] = costs;
  const rates = WAYS.map(({ name }, way) => ({
    what: `${NETWORK}, ${name}`,
    unit: 'images/s',
    values: costs[way].map(({ rate }) => rate),
    bar: null,
  }));
  const losses = served.map((runs, way) => ({
    what: `step time lost: ${WAYS[way + 1].name}`,
    unit: '%',
    values: runs.map(({ rate }, round) => 100 * (alone[round].rate / rate - 1)),
    bar: BAR,
    note: `host ${share(runs, 'host')}, Chromium ${share(runs, 'browser')} of a core`,
  }));
  return [...rates, ...losses];
}

/** @param {readonly RunCost[]} runs @param {'host' | 'browser'} part */
function share(runs, part) {
  const value = median(runs.map((run) => run[part]));
  return Number.isNaN(value) ? 'unknown' : `${(100 * value).toFixed(1)} %`;
}

/** @param {RunCost} cost */
function words({ rate, spread: noise, host, browser }) {
  return `${rate.toFixed(1)} images/s (epochs ${(100 * noise).toFixed(0)} % apart), host ${host.toFixed(3)}, Chromium ${browser.toFixed(3)} cores`;
}

/**
 * A run whose epochs took equally long, else the steadiest of some.
 * @param {number | null} pages @param {Browser} browser @param {(line: string) => void} say
 */
async function steadyRun(pages, browser, say) {
  /** @type {RunCost | undefined} */
  let best;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const cost = await (pages === null ? trainAlone() : trainServed(pages, browser));
    if (best === undefined || cost.spread < best.spread) best = cost;
    if (best.spread <= LARGEST_SPREAD) break;
    say(`  noisy: ${words(cost)}`);
  }
  return /** @type {RunCost} */ (best);
}

/** @returns {Promise<RunCost>} */
function trainAlone() {
  return withFolder(async (folder) => {
    const run = join(folder, 'run');
    const data = ['--data', 'signs', '--validation', '0.1', '--seed', '1'];
    await runCommand(['train', writeProject(folder), ...data, '--out', run]);
    return { ...pace(readRates(run)), host: Number.NaN, browser: Number.NaN };
  });
}

/** @param {number} count of pages that look on @param {Browser} browser @returns {Promise<RunCost>} */
function trainServed(count, browser) {
  return withFolder(async (base) => {
    const folder = join(base, 'project');
    mkdirSync(folder);
    const project = writeProject(folder);
    const server = await startServer(folder, join(base, 'home'));
    const pages = [await newPage(browser), ...(count === 2 ? [await newPage(browser)] : [])];
    try {
      for (const page of pages) await openApp(page, server.address);
      const [first, ...others] = pages;
      for (const page of others) await page.getByRole('radio', { name: 'Train' }).click();
      await openProject(first, project, FIRST_NODE);
      await first.getByRole('button', { name: 'Train', exact: true }).click();
      await first.getByRole('button', { name: 'Stop', exact: true }).waitFor();
      if (count === 0) await first.context().close();
      const start = await epochsDone(folder, 1, browser, server.pid);
      const end = await epochsDone(folder, EPOCHS, browser, server.pid);
      const seconds = (end.at - start.at) / 1000;
      return {
        ...pace(end.rates),
        host: (end.host - start.host) / seconds,
        browser: (end.browser - start.browser) / seconds,
      };
    } finally {
      for (const page of pages) await page.context().close();
      await server.stop();
    }
  });
}

/** The network's project file with few epochs. @param {string} folder */
function writeProject(folder) {
  const path = join(folder, `${NETWORK}.json`);
  const project = JSON.parse(readFileSync(template(NETWORK), 'utf8'));
  writeFileSync(path, JSON.stringify({ ...project, training: { ...project.training, epochs: EPOCHS } }));
  return path;
}

/**
 * Waits until the only run in a folder has some epochs; what was used of the processor until then.
 * @param {string} folder @param {number} epochs @param {Browser} browser @param {number} server its process
 */
async function epochsDone(folder, epochs, browser, server) {
  const runs = join(folder, 'runs');
  for (;;) {
    const [run] = readdirSync(runs);
    const rates = run === undefined ? [] : readRates(join(runs, run));
    if (rates.length >= epochs) {
      const at = performance.now();
      return { rates, at, host: processTime(server), browser: await browserTime(browser) };
    }
    await pause(LOOK_MILLISECONDS);
  }
}

/** Images a second of each epoch that is done. @param {string} run its folder @returns {number[]} */
function readRates(run) {
  let text = '';
  try {
    text = readFileSync(join(run, 'metrics.jsonl'), 'utf8');
  } catch (error) {
    if (/** @type {{ code?: string }} */ (error).code !== 'ENOENT') throw error;
  }
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line).imagesPerSecond);
}

/** @param {readonly number[]} rates of all epochs */
function pace([, ...rates]) {
  return { rate: median(rates), spread: spread(rates) };
}

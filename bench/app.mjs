// Times what the page costs: the bars of the app, measured in a real Chromium against `signalbox serve`.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../bin/ensureBuilt.js';
import { measureAnalysis } from './app/analysis.mjs';
import { measureCurvePoints } from './app/curvePoints.mjs';
import { measureDrag } from './app/drag.mjs';
import { measureFirstScreen } from './app/firstScreen.mjs';
import { measureLiveView } from './app/liveView.mjs';
import { measureOpening } from './app/opening.mjs';
import { table } from './app/table.mjs';
import { stop } from './options.mjs';

const MEASUREMENTS = {
  analysis: measureAnalysis,
  drag: measureDrag,
  opening: measureOpening,
  'first-screen': measureFirstScreen,
  curves: measureCurvePoints,
  'live-view': measureLiveView,
};
const NAMES = Object.keys(MEASUREMENTS);
const FEWEST_ROUNDS = 3;

const HELP = `node bench/app.mjs [--only ${NAMES.join('|')}]... [--rounds N] [--json]`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function readArguments() {
  try {
    return parseArgs({
      options: {
        only: { type: 'string', multiple: true },
        rounds: { type: 'string', default: '5' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : error}\n${HELP}`);
  }
}

const { only = NAMES, rounds: roundsText, json, help } = readArguments();
if (help) {
  console.log(HELP);
  process.exit(0);
}
for (const name of only) {
  if (!NAMES.includes(name)) stop(`--only is ${name}, expected one of ${NAMES.join(', ')}`);
}
const rounds = Number(roundsText);
if (!Number.isSafeInteger(rounds) || rounds < FEWEST_ROUNDS) {
  stop(`--rounds is ${roundsText}, expected a whole number of at least ${FEWEST_ROUNDS}`);
}
const failure = ensureBuilt(root, console.error);
if (failure !== undefined) stop(failure.message);

/** @type {import('./app/rounds.mjs').Row[]} */
const rows = [];
for (const [name, measure] of Object.entries(MEASUREMENTS)) {
  if (!only.includes(name)) continue;
  console.error(name);
  rows.push(...(await measure({ rounds, say: console.error })));
}
console.log(json ? JSON.stringify(rows) : table(rows));

// Times what the page costs: the bars of the app, measured in a real Chromium against `signalbox serve`.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt } from '../bin/ensureBuilt.js';
import { measureAnalysis } from './app/analysis.mjs';
import { measureCurvePoints } from './app/curvePoints.mjs';
import { measureDrag } from './app/drag.mjs';
import { measureFirstScreen } from './app/firstScreen.mjs';
import { measureLiveView } from './app/liveView.mjs';
import { measureOpening } from './app/opening.mjs';
import { table } from './app/table.mjs';
import { flag, list, oneOf, readArguments, stop, text, whole } from './arguments.mjs';

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

const OPTIONS = { only: list, rounds: { ...text, default: '5' }, json: flag };

const values = readArguments(process.argv.slice(2), OPTIONS, HELP);
const { only = NAMES, json } = values;
for (const name of only) oneOf('only', name, NAMES);
const rounds = whole('rounds', values.rounds, FEWEST_ROUNDS);
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

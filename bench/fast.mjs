// A short run to a given accuracy, in turns with the same recipe in PyTorch: what both come to, and how long it takes.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { flag, readArguments, stop, text, whole } from './arguments.mjs';
import { sidesOf } from './fastRuns.mjs';
import { ratiosOf, summaryLine, summaryOf } from './fastSummary.mjs';
import { LARGEST_OTHERS, watchOthers } from './otherPrograms.mjs';
import { root } from './program.mjs';

const HELP = `node bench/fast.mjs --data DIR [--epochs E] [--pairs N] [--seed S] [--threads N] [--limit N] [--graph FILE]
  [--python PATH] [--json]

Trains resources/graphs/vgg-small-fast.json and the same in PyTorch, one after the other and then the other way round,
pair after pair, each pair with a seed of its own from --seed on. Images are decoded before the first.`;

const OPTIONS = {
  data: text,
  epochs: { ...text, default: '0.4' },
  pairs: { ...text, default: '3' },
  seed: { ...text, default: '1' },
  threads: { ...text, default: String(availableParallelism()) },
  limit: text,
  graph: text,
  python: { ...text, default: 'python3' },
  json: flag,
};

const given = readArguments(process.argv.slice(2), OPTIONS, HELP);
const { data } = given;
if (data === undefined) stop(`--data is missing, expected the folder of GTSRB\n${HELP}`);
const epochs = Number(given.epochs);
if (!(epochs > 0 && epochs <= 1000)) {
  stop(`--epochs is ${given.epochs}, expected a number above 0 and at most 1000`);
}
const pairs = whole('pairs', given.pairs);
const firstSeed = whole('seed', given.seed, 0);
const settings = {
  graph: resolve(given.graph ?? join(root, 'resources', 'graphs', 'vgg-small-fast.json')),
  data: resolve(data),
  epochs,
  threads: whole('threads', given.threads),
  limit: given.limit === undefined ? null : whole('limit', given.limit),
};

/** One line for people; with --json on standard error. @param {string} line */
function say(line) {
  if (given.json) console.error(line);
  else console.log(line);
}

const folder = mkdtempSync(join(tmpdir(), 'signalbox-fast-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const sides = sidesOf({ ...settings, python: given.python }, folder);
for (const { prepare } of sides) prepare();

/** Of each side. @type {[import('./fastRuns.mjs').Run[], import('./fastRuns.mjs').Run[]]} */
const runs = [[], []];
let noisy = 0;
for (let pair = 0; pair < pairs; pair++) {
  const seed = firstSeed + pair;
  const others = watchOthers();
  for (const side of pair % 2 === 0 ? [0, 1] : [1, 0]) runs[side].push(sides[side].run(seed));
  const cores = others();
  if (cores > LARGEST_OTHERS) noisy++;
  const figures = sides.map(({ name }, side) => {
    const run = runs[side][pair];
    return `${name} ${run.accuracy.toFixed(4)} in ${run.training.toFixed(1)} s (${run.whole.toFixed(1)} s from start to end)`;
  });
  say(`seed ${seed}: ${figures.join(', ')}; other programs ${cores.toFixed(2)} cores`);
}

const ratios = ratiosOf(runs);
say(`\n${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}, ${settings.threads} threads, ${pairs} pairs`);
for (const [side, { name }] of sides.entries()) say(summaryLine(name, runs[side]));
say(
  `PyTorch took ${ratios.training.toFixed(2)} times as long in training, ${ratios.whole.toFixed(2)} times from start to end`,
);
if (noisy > 0) {
  say(
    `${noisy} of ${pairs} pairs were noisy: other work shares this machine's cores. Claim no times from them.`,
  );
}
if (given.json) {
  const [signalbox, pytorch] = runs.map(summaryOf);
  console.log(
    JSON.stringify({ ...settings, seed: firstSeed, pairs, noisyPairs: noisy, ratios, signalbox, pytorch }),
  );
}

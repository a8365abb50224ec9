// Times whole training steps of Signalbox and of PyTorch side by side, in turns, in one run on one machine.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, percent, spread } from './figures.mjs';
import { readOptions, stop } from './options.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A pair whose own two runs of a side differ by more than this share of their mean is measured again. */
const LARGEST_SPREAD = 0.15;
/** So is one during which other programs kept more than this share of one core busy: PyTorch suffers most from it. */
const LARGEST_OTHERS = 0.1;
const ATTEMPTS = 3;

/**
 * @typedef {object} Result
 * @property {number} imagesPerSecond
 * @property {number} millisecondsPerStep
 * @property {number} peakBytes
 * @property {string} [version]
 * @property {string} [description]
 * @property {string} [runtime]
 */

/**
 * Runs a program that answers with one JSON object.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Result}
 */
function measure(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) stop(`${program} ${args.join(' ')} failed:\n${error?.message ?? stderr.trim()}`);
  return JSON.parse(stdout);
}

/** @param {string} python */
function hasTorch(python) {
  return spawnSync(python, ['-c', 'import torch']).status === 0;
}

const options = readOptions(process.argv.slice(2));
const { graph, batch, threads, steps } = options;
const common = ['--batch', String(batch), '--steps', String(steps), '--threads', String(threads)];

function runSignalbox() {
  const input = options.input ? [] : ['--no-input'];
  const file = join('resources', 'graphs', `${graph}.json`);
  return measure(process.execPath, ['bin/signalbox.js', 'bench', file, '--json', ...common, ...input]);
}

/** @param {string} python */
function runTorch(python) {
  return measure(python, ['bench/pytorch_step.py', '--graph', graph, ...common]);
}

/** One line for people; with --json on standard error. @param {string} line */
function say(line) {
  if (options.json) console.error(line);
  else console.log(line);
}

/** The Python to compare with: the only one that has PyTorch, or the one whose step is fastest. */
function choosePython() {
  const found = options.pythons.filter(hasTorch);
  if (found.length === 0) {
    stop(
      `PyTorch is missing: ${options.pythons.join(' and ')} cannot import torch. One of these brings it:
  apt-get install python3-torch
  python3 -m venv torch && torch/bin/pip install torch numpy    then: --python torch/bin/python`,
    );
  }
  if (found.length === 1) return found[0];
  const timed = found.map((python) => {
    const [first, second] = [runTorch(python), runTorch(python)];
    return { python, result: first.imagesPerSecond > second.imagesPerSecond ? first : second };
  });
  for (const { python, result } of timed) {
    say(`${python}: PyTorch ${result.version}, ${result.imagesPerSecond.toFixed(1)} images/s`);
  }
  timed.sort((a, b) => b.result.imagesPerSecond - a.result.imagesPerSecond);
  return timed[0].python;
}

/** Milliseconds that all cores were busy so far, and those of them that the runs measured here took; null if unknown. */
function busyTimes() {
  const all = cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  if (process.platform !== 'linux') return { all, runs: null };
  // After the name in brackets field 16 and 17 are the time of children that have ended, in hundredths of a second.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  return { all, runs: 10 * (Number(fields[13]) + Number(fields[14])) };
}

/** @param {string} python */
function measurePair(python) {
  const started = performance.now();
  const before = busyTimes();
  const ours = [runSignalbox()];
  const theirs = [runTorch(python), runTorch(python)];
  ours.push(runSignalbox());
  const after = busyTimes();
  const foreign =
    before.runs === null || after.runs === null ? 0 : after.all - before.all - (after.runs - before.runs);
  const others = Math.max(0, foreign) / (performance.now() - started);
  const rate = (/** @type {Result[]} */ runs) => runs.map(({ imagesPerSecond }) => imagesPerSecond);
  const noise = Math.max(spread(rate(ours)), spread(rate(theirs)));
  const [own, other] = [median(rate(ours)), median(rate(theirs))];
  const noisy = noise > LARGEST_SPREAD || others > LARGEST_OTHERS;
  return { ours, theirs, own, other, ratio: own / other, noise, others, noisy };
}

/** @param {number} bytes */
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

/** @param {number} number @param {string} python */
function quietPair(number, python) {
  let best;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const pair = measurePair(python);
    const note = !pair.noisy
      ? ''
      : attempt < ATTEMPTS
        ? ' (noisy: measured again)'
        : ' (noisy: the best attempt stands)';
    say(
      `pair ${number}: Signalbox ${pair.own.toFixed(1)}, PyTorch ${pair.other.toFixed(1)} images/s, ratio ${pair.ratio.toFixed(3)}, spread ${percent(pair.noise)}, other programs ${pair.others.toFixed(2)} cores${note}`,
    );
    if (best === undefined || disturbance(pair) < disturbance(best)) best = pair;
    if (!pair.noisy) break;
  }
  return /** @type {ReturnType<typeof measurePair>} */ (best);
}

/** How far a pair is beyond what is allowed, to choose among bad ones. @param {ReturnType<typeof measurePair>} pair */
function disturbance({ noise, others }) {
  return noise / LARGEST_SPREAD + others / LARGEST_OTHERS;
}

/**
 * Whether one side of a pair lies apart from that side's median: both its runs fell into the same disturbance.
 * @param {ReturnType<typeof measurePair>} pair
 * @param {readonly ReturnType<typeof measurePair>[]} all
 */
function liesApart(pair, all) {
  return /** @type {const} */ (['own', 'other']).some((side) => {
    const middle = median(all.map((one) => one[side]));
    return Math.abs(pair[side] - middle) > LARGEST_SPREAD * middle;
  });
}

const python = choosePython();
const measured = Array.from({ length: options.pairs }, (_, i) => quietPair(i + 1, python));
const pairs = measured.map((pair, i) => {
  if (!liesApart(pair, measured)) return pair;
  say(`pair ${i + 1} lies more than ${percent(LARGEST_SPREAD)} apart from the others: measured again`);
  return quietPair(i + 1, python);
});
const own = pairs.map((pair) => pair.own);
const other = pairs.map((pair) => pair.other);
const ratios = pairs.map((pair) => pair.ratio);
const peak = (/** @type {'ours' | 'theirs'} */ side) =>
  Math.max(...pairs.flatMap((pair) => pair[side].map(({ peakBytes }) => peakBytes)));
const noisyPairs = pairs.filter((pair) => pair.noisy || liesApart(pair, pairs)).length;
const summary = {
  graph,
  batch,
  threads,
  steps,
  input: options.input,
  pairs: pairs.length,
  noisyPairs,
  signalbox: { imagesPerSecond: median(own), spread: spread(own), peakBytes: peak('ours') },
  pytorch: { imagesPerSecond: median(other), spread: spread(other), peakBytes: peak('theirs') },
  ratio: median(ratios),
  ratioRange: [Math.min(...ratios), Math.max(...ratios)],
  device: `${pairs[0].ours[0].description}; ${pairs[0].ours[0].runtime}`,
  pytorchVersion: pairs[0].theirs[0].version,
};
say(
  `\n${graph}, batch ${batch}, ${threads} threads, ${steps} steps a run, ${options.input ? 'with' : 'without'} Signalbox's input pipeline
Signalbox ${summary.signalbox.imagesPerSecond.toFixed(1)} images/s (spread ${percent(summary.signalbox.spread)}), peak ${megabytes(summary.signalbox.peakBytes)}; ${summary.device}
PyTorch   ${summary.pytorch.imagesPerSecond.toFixed(1)} images/s (spread ${percent(summary.pytorch.spread)}), peak ${megabytes(summary.pytorch.peakBytes)}; ${summary.pytorchVersion}
ratio     ${summary.ratio.toFixed(3)} (${summary.ratioRange.map((ratio) => ratio.toFixed(3)).join(' to ')})`,
);
if (noisyPairs > 0) {
  say(
    `${noisyPairs} of ${pairs.length} pairs stayed noisy: other work shares this machine's cores. Claim nothing from these figures.`,
  );
}
if (options.json) console.log(JSON.stringify(summary));

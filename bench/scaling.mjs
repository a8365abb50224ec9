// How the CPU device's speed goes with the number of channels, the size of the images and the batch.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { flag, list, readArguments, stop, text, whole } from './arguments.mjs';
import { median } from './figures.mjs';
import { outputOf, root, runProgram, SIGNALBOX } from './program.mjs';
import { scaledGraph } from './scaledGraph.mjs';
import { scalingTable } from './scalingTable.mjs';

const HELP = `node bench/scaling.mjs [--channels N]... [--size N]... [--batch N]... [--rounds N] [--steps N] [--threads N]
  [--python PATH] [--json]

Training steps of networks like vgg-small: --channels times its channels, on images of --size x --size. With --python
PyTorch's product of matrices is measured too, as the machine's limit.`;

const OPTIONS = {
  channels: { ...list, default: ['1', '2', '4'] },
  size: { ...list, default: ['24', '48', '96'] },
  batch: { ...list, default: ['32', '128'] },
  rounds: { ...text, default: '3' },
  steps: { ...text, default: '10' },
  threads: { ...text, default: String(availableParallelism()) },
  python: text,
  json: flag,
};

/** Three blocks end in a halving each, and what is left must have a pixel. */
const SMALLEST = 8;

const given = readArguments(process.argv.slice(2), OPTIONS, HELP);
const channels = given.channels.map((value) => whole('channels', value));
const sizes = given.size.map((value) => whole('size', value, SMALLEST));
const batches = given.batch.map((value) => whole('batch', value));
const rounds = whole('rounds', given.rounds);
const steps = whole('steps', given.steps);
const threads = whole('threads', given.threads);

const folder = mkdtempSync(join(tmpdir(), 'signalbox-scaling-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const template = JSON.parse(readFileSync(join(root, 'resources', 'graphs', 'vgg-small.json'), 'utf8'));

/** What a thread's products reached, by the trial of each run. @type {number[]} */
const trials = [];

/** Runs a benchmark of a project; null where its memory cannot be had. @param {string} path @param {readonly string[]} more */
function bench(path, more) {
  const args = [
    SIGNALBOX,
    'bench',
    path,
    '--no-input',
    '--device',
    'cpu',
    '--threads',
    String(threads),
    '--json',
  ];
  const ran = runProgram(process.execPath, [...args, ...more]);
  if ('fault' in ran) {
    if (ran.fault.includes('a smaller batch needs less')) return null;
    return stop(`signalbox bench ${path} ${more.join(' ')} failed:\n${ran.fault}`);
  }
  const result = JSON.parse(ran.output);
  trials.push(Number(/(\d+) GFLOP\/s a thread/.exec(result.description)?.[1]));
  return result;
}

/** Writes a network, and counts the products that an image takes in a step. @param {{ channels: number, size: number }} scale */
function prepare(scale) {
  const path = join(folder, `channels-${scale.channels}-size-${scale.size}.json`);
  writeFileSync(path, JSON.stringify(scaledGraph(template, scale)));
  /** @type {{ profile: { flops: number }[] } | null} */
  const counted = bench(path, ['--batch', '1', '--steps', '1', '--profile']);
  if (counted === null) {
    stop(
      `--channels ${scale.channels} with --size ${scale.size} does not fit into memory, not even one image`,
    );
  }
  return { ...scale, path, gflop: counted.profile.reduce((sum, { flops }) => sum + flops, 0) / 1e9 };
}

const cases = channels
  .flatMap((times) => sizes.map((size) => prepare({ channels: times, size })))
  .flatMap((network) =>
    batches.map((batch) => ({
      ...network,
      batch,
      rates: /** @type {number[]} */ ([]),
      peakBytes: 0,
      fits: true,
    })),
  );
// All cases once, then all again: what else the machine does meets none of them alone.
for (let round = 1; round <= rounds; round++) {
  for (const one of cases.filter(({ fits }) => fits)) {
    const result = bench(one.path, ['--batch', String(one.batch), '--steps', String(steps)]);
    one.fits = result !== null;
    if (result === null) continue;
    one.rates.push(result.imagesPerSecond);
    one.peakBytes = Math.max(one.peakBytes, result.peakBytes);
    console.error(
      `round ${round}: ${one.channels}x, ${one.size}x${one.size}, batch ${one.batch}: ${result.imagesPerSecond.toFixed(1)} images/s`,
    );
  }
}

const mm =
  given.python && JSON.parse(outputOf(given.python, ['bench/pytorch_mm.py', '--threads', String(threads)]));
const limits = { kernels: threads * median(trials), pytorch: mm ? mm.gflops : null };
const rows = cases.map(({ channels, size, batch, gflop, rates, peakBytes }) => {
  const imagesPerSecond = rates.length > 0 ? median(rates) : 0;
  const gflopPerStep = gflop * batch;
  return {
    channels,
    size,
    batch,
    gflopPerStep,
    rates,
    imagesPerSecond,
    gflops: gflop * imagesPerSecond,
    peakBytes,
  };
});
if (given.json) console.log(JSON.stringify({ threads, steps, rounds, limits, rows }));
else {
  console.log(scalingTable(rows, limits));
  const beside = mm ? `; PyTorch ${mm.version}'s mm of 960x960 reaches ${mm.gflops.toFixed(0)}` : '';
  console.log(
    `\n${threads} threads, ${rounds} rounds of ${steps} steps; the kernels' limit is ${limits.kernels.toFixed(0)} GFLOP/s${beside}`,
  );
}

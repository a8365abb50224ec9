// The programs that are compared; each answers with the timing of its steps as one JSON object.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stop } from './arguments.mjs';
import { rateText } from './figures.mjs';
import { outputOf, SIGNALBOX } from './program.mjs';
import { findTensorFlow } from './tfjs.mjs';

/**
 * @typedef {object} Result
 * @property {number} imagesPerSecond
 * @property {number} millisecondsPerStep
 * @property {number} peakBytes
 * @property {string} [version]
 * @property {string} [description]
 * @property {string} [runtime]
 *
 * @typedef {object} Side
 * @property {string} key what --peer and the JSON call it
 * @property {string} name
 * @property {() => Result} run
 *
 * @typedef {ReturnType<typeof import('./options.mjs').readOptions>} Options
 * @typedef {(line: string) => void} Say
 */

/**
 * Signalbox, then its peers. Ends the program with a sentence where one of them is missing.
 * @param {Options} options
 * @param {Say} say
 * @returns {Side[]}
 */
export function sidesOf(options, say) {
  const peers = options.peers.flatMap((peer) =>
    peer === 'pytorch' ? pytorch(options, say) : [tfjsLayers(options)],
  );
  return [signalbox(options), ...peers];
}

/** Steps that are timed as one where a GPU is compared with, as bench/pytorch_step.py does it there. */
const GPU_BLOCK = 10;

/** Of what is the same arithmetic, a GPU takes now one and now the other faster. */
const ON_GPU = [[], ['--contiguous'], ['--fused'], ['--contiguous', '--fused']];

/** Runs a program that answers with one JSON object. @param {string} program @param {readonly string[]} args @returns {Result} */
export function measure(program, args) {
  return JSON.parse(outputOf(program, args));
}

/** What all sides are told alike. @param {Pick<Options, 'batch' | 'steps' | 'evaluate'> & { threads: number | null }} options */
function common({ batch, steps, threads, evaluate }) {
  const counts = ['--batch', String(batch), '--steps', String(steps)];
  const shared = threads === null ? [] : ['--threads', String(threads)];
  return [...counts, ...shared, ...(evaluate ? ['--evaluate'] : [])];
}

/**
 * @typedef {Pick<Options, 'graph' | 'device' | 'peerDevice' | 'batch' | 'steps' | 'input' | 'kernel' | 'evaluate'>} Bench what
 *   `signalbox bench` is told
 *
 * @param {Bench & { threads: number | null }} options null threads: as many as it takes by itself
 * @returns {Side}
 */
export function signalbox(options) {
  const file = join('resources', 'graphs', `${options.graph}.json`);
  const input = options.input ? [] : ['--no-input'];
  const kernel = options.kernel === null ? [] : ['--kernel', options.kernel];
  const block = options.peerDevice === 'cuda' ? ['--block', String(GPU_BLOCK)] : [];
  const device = ['--device', options.device, ...block];
  const args = ['bench', file, '--json', ...device, ...common(options), ...kernel, ...input];
  return {
    key: 'signalbox',
    name: 'Signalbox',
    run: () => measure(process.execPath, [SIGNALBOX, ...args]),
  };
}

/** @param {Options} options @returns {Side} */
function tfjsLayers(options) {
  const found = findTensorFlow();
  if ('missing' in found) stop(found.missing);
  const args = ['bench/tfjs_layers.mjs', '--graph', options.graph, ...common(options)];
  return { key: 'tfjs-layers', name: 'tfjs layers', run: () => measure(process.execPath, args) };
}

/** PyTorch, and with --tf32 once more in TF32. @param {Options} options @param {Say} say @returns {Side[]} */
function pytorch(options, say) {
  const pythons = findPythons(options);
  const side = { key: 'pytorch', name: 'PyTorch' };
  const sides = [{ ...side, run: fastest(pythons, options, [], say) }];
  if (!options.tf32) return sides;
  const name = 'PyTorch, TF32';
  return [...sides, { key: 'pytorch-tf32', name, run: fastest(pythons, options, ['--tf32'], say) }];
}

/** The Pythons that have PyTorch and the device. Ends the program with a sentence where there is none. @param {Options} options */
function findPythons({ pythons, peerDevice }) {
  const finding = (/** @type {readonly string[]} */ among, /** @type {string} */ code) =>
    among.filter((python) => spawnSync(python, ['-c', code]).status === 0);
  const found = finding(pythons, 'import torch');
  if (found.length === 0) {
    stop(
      `PyTorch is missing: ${pythons.join(' and ')} cannot import torch. One of these brings it:
  apt-get install python3-torch
  python3 -m venv torch && torch/bin/pip install torch numpy    then: --python torch/bin/python`,
    );
  }
  if (peerDevice === 'cpu') return found;
  const withGpu = finding(found, 'import torch; assert torch.cuda.is_available()');
  if (withGpu.length === 0) {
    stop(
      `--peer-device is cuda, and PyTorch of ${found.join(' and ')} sees no GPU, expected an NVIDIA one with its driver`,
    );
  }
  return withGpu;
}

/**
 * How to run PyTorch in the only way there is, or in the one whose step is fastest: of several Pythons and, on a GPU,
 * of both layouts with and without the fused update.
 * @param {readonly string[]} pythons
 * @param {Options} options
 * @param {readonly string[]} more
 * @param {Say} say
 */
function fastest(pythons, options, more, say) {
  const settings = options.peerDevice === 'cpu' ? [[]] : ON_GPU;
  const ways = pythons.flatMap((python) =>
    settings.map((setting) => ({ python, args: [...deviceArgs(options), ...more, ...setting] })),
  );
  const run = (/** @type {{ python: string, args: readonly string[] }} */ { python, args }) =>
    measure(python, ['bench/pytorch_step.py', '--graph', options.graph, ...common(options), ...args]);
  if (ways.length === 1) return () => run(ways[0]);
  const timed = ways.map((way) => {
    const [first, second] = [run(way), run(way)];
    return { way, result: first.imagesPerSecond > second.imagesPerSecond ? first : second };
  });
  for (const { way, result } of timed) {
    say(`${way.python}: PyTorch ${result.version}, ${rateText(result.imagesPerSecond)} images/s`);
  }
  timed.sort((a, b) => b.result.imagesPerSecond - a.result.imagesPerSecond);
  return () => run(timed[0].way);
}

/** @param {Options} options */
function deviceArgs({ peerDevice }) {
  return peerDevice === 'cpu' ? [] : ['--device', peerDevice];
}

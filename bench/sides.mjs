// The programs that are compared; each answers with the timing of its steps as one JSON object.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stop } from './arguments.mjs';
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
  const peers = options.peers.map((peer) =>
    peer === 'pytorch' ? pytorch(options, say) : tfjsLayers(options),
  );
  return [signalbox(options), ...peers];
}

/** Runs a program that answers with one JSON object. @param {string} program @param {readonly string[]} args @returns {Result} */
function measure(program, args) {
  return JSON.parse(outputOf(program, args));
}

/** What all sides are told alike. @param {Options} options */
function common({ batch, steps, threads, evaluate }) {
  const counts = ['--batch', String(batch), '--steps', String(steps), '--threads', String(threads)];
  return evaluate ? [...counts, '--evaluate'] : counts;
}

/** @param {Options} options @returns {Side} */
function signalbox(options) {
  const file = join('resources', 'graphs', `${options.graph}.json`);
  const input = options.input ? [] : ['--no-input'];
  const kernel = options.kernel === null ? [] : ['--kernel', options.kernel];
  const args = ['bench', file, '--json', '--device', options.device, ...common(options), ...kernel, ...input];
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

/** PyTorch in the only Python that has it, or in the one whose step is fastest. @param {Options} options @param {Say} say @returns {Side} */
function pytorch(options, say) {
  const run = (/** @type {string} */ python) =>
    measure(python, ['bench/pytorch_step.py', '--graph', options.graph, ...common(options)]);
  const side = (/** @type {string} */ python) => ({
    key: 'pytorch',
    name: 'PyTorch',
    run: () => run(python),
  });
  const found = options.pythons.filter((python) => spawnSync(python, ['-c', 'import torch']).status === 0);
  if (found.length === 0) {
    stop(
      `PyTorch is missing: ${options.pythons.join(' and ')} cannot import torch. One of these brings it:
  apt-get install python3-torch
  python3 -m venv torch && torch/bin/pip install torch numpy    then: --python torch/bin/python`,
    );
  }
  if (found.length === 1) return side(found[0]);
  const timed = found.map((python) => {
    const [first, second] = [run(python), run(python)];
    return { python, result: first.imagesPerSecond > second.imagesPerSecond ? first : second };
  });
  for (const { python, result } of timed) {
    say(`${python}: PyTorch ${result.version}, ${result.imagesPerSecond.toFixed(1)} images/s`);
  }
  timed.sort((a, b) => b.result.imagesPerSecond - a.result.imagesPerSecond);
  return side(timed[0].python);
}

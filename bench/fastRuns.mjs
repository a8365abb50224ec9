// The two programs that train by the recipe of vgg-small-fast, each in a process of its own.
import { join } from 'node:path';
import { stop } from './arguments.mjs';
import { outputOf, SIGNALBOX } from './program.mjs';

/**
 * @typedef {object} Run
 * @property {number} accuracy on the test images
 * @property {number} training seconds of training alone
 * @property {number} whole seconds from the program's start to its end
 * @property {string} device
 *
 * @typedef {object} Side
 * @property {string} name
 * @property {() => void} prepare has the images decoded, so that no run does that
 * @property {(seed: number) => Run} run
 *
 * @typedef {object} Options
 * @property {string} graph
 * @property {string} data
 * @property {number} epochs
 * @property {number} threads
 * @property {number | null} limit
 * @property {string} python
 */

/**
 * What a run's JSON lines say.
 * @param {string} output
 * @returns {Omit<Run, 'whole'>}
 */
export function readRun(output) {
  /** @type {{ event: string, device?: string, seconds?: number, test?: { accuracy: number } }[]} */
  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const device = lines.find(({ event }) => event === 'start')?.device ?? '';
  const epochs = lines.filter(({ event }) => event === 'epoch');
  const accuracy = epochs.at(-1)?.test?.accuracy;
  if (accuracy === undefined) return stop('the data have no test images, expected a folder with some');
  return { accuracy, device, training: epochs.reduce((sum, { seconds = 0 }) => sum + seconds, 0) };
}

/** Signalbox, then PyTorch. What they keep from run to run goes into `folder`. @param {Options} options @param {string} folder */
export function sidesOf({ graph, data, epochs, threads, limit, python }, folder) {
  const common = ['--threads', String(threads), ...(limit === null ? [] : ['--limit', String(limit)])];
  let runs = 0;
  const signalbox = (/** @type {number} */ length, /** @type {number} */ seed) => {
    const place = ['--out', join(folder, `run-${++runs}`), '--device', 'cpu'];
    const args = ['train', graph, '--data', data, ...said(length, seed), ...common, ...place, '--json'];
    return outputOf(process.execPath, [SIGNALBOX, ...args]);
  };
  const pytorch = (/** @type {number} */ length, /** @type {number} */ seed) => {
    const place = ['--prepared', join(folder, 'prepared.npz')];
    return outputOf(python, ['bench/pytorch_fast.py', data, ...said(length, seed), ...common, ...place]);
  };
  return [side('Signalbox', signalbox), side('PyTorch', pytorch)].map((made) => ({
    ...made,
    run: (/** @type {number} */ seed) => made.run(epochs, seed),
  }));
}

/** @param {number} epochs @param {number} seed */
function said(epochs, seed) {
  return ['--epochs', String(epochs), '--seed', String(seed)];
}

/** @param {string} name @param {(epochs: number, seed: number) => string} train */
function side(name, train) {
  return {
    name,
    prepare: () => void train(0, 1),
    run: (/** @type {number} */ epochs, /** @type {number} */ seed) => {
      const started = performance.now();
      const output = train(epochs, seed);
      return { ...readRun(output), whole: (performance.now() - started) / 1000 };
    },
  };
}

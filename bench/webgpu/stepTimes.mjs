// What the programs that time a peer's steps have in common.
import { parseArgs } from 'node:util';
import { stop, text, whole } from '../arguments.mjs';
import { median } from '../figures.mjs';
import { defaultFolder } from './peers.mjs';

/**
 * @typedef {object} StepOptions
 * @property {string} peers the folder of the peers' packages
 * @property {number} batch
 * @property {number} steps
 * @property {number} warmup steps before the clock starts
 */

/** From the command line. @returns {StepOptions} */
export function stepOptions() {
  const { values } = parseArgs({
    options: {
      peers: { ...text, default: defaultFolder() },
      batch: { ...text, default: '4' },
      steps: { ...text, default: '3' },
      warmup: { ...text, default: '1' },
    },
  });
  return {
    peers: values.peers,
    batch: whole('batch', values.batch),
    steps: whole('steps', values.steps),
    warmup: whole('warmup', values.warmup, 0),
  };
}

/**
 * Times steps, each until its loss is there. Ends the program with a sentence where a loss is no number.
 * @param {StepOptions} options
 * @param {() => Promise<number>} step answers with its loss
 */
export async function timeSteps({ batch, steps, warmup }, step) {
  const milliseconds = [];
  let loss = 0;
  for (let i = 0; i < warmup + steps; i++) {
    const started = performance.now();
    loss = await step();
    milliseconds.push(performance.now() - started);
    if (!Number.isFinite(loss)) stop(`the loss of step ${i + 1} is ${loss}, expected a number`);
  }
  const millisecondsPerStep = median(milliseconds.slice(warmup));
  return {
    imagesPerSecond: (1000 * batch) / millisecondsPerStep,
    millisecondsPerStep,
    firstMilliseconds: milliseconds[0],
    loss,
    // Node counts kibibytes everywhere.
    peakBytes: process.resourceUsage().maxRSS * 1024,
    batch,
    graph: 'vgg-small',
  };
}

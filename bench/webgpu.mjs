// Times whole training steps of vgg-small on WebGPU in Node: Signalbox, tfjs and jax-js, in turns, in one run on one machine.

import { findSwiftShader } from '../tools/swiftshader.mjs';
import { stop } from './arguments.mjs';
import { measurePairs } from './pairs.mjs';
import { noiseLine, summaryLine, summaryOf } from './summary.mjs';
import { readOptions } from './webgpu/options.mjs';
import { install } from './webgpu/peers.mjs';
import { sidesOf } from './webgpu/sides.mjs';

const options = readOptions(process.argv.slice(2));
const { folder, adapter, device, batch, steps, once } = options;

/** One line for people; with --json on standard error. @param {string} line */
function say(line) {
  if (options.json) console.error(line);
  else console.log(line);
}

if (options.install) install(folder, say);
if (adapter === 'swiftshader') {
  const found = findSwiftShader(process.env);
  if ('missing' in found) stop(found.missing);
  // Of all sides: each is a process of its own.
  process.env.VK_ICD_FILENAMES = found.manifests;
}
const sides = sidesOf(options);
const plan = { count: options.pairs, once, ownBusy: () => 0 };
const { pairs, noisyPairs } = measurePairs(sides, plan, say);

const summaries = sides.map(({ key }, i) => /** @type {const} */ ([key, summaryOf(pairs, i)]));
const [[, signalbox], ...others] = summaries;
const width = Math.max(...sides.map(({ name }) => name.length));
say(`\nvgg-small, batch ${batch}, ${steps} steps a run, ${pairs.length} pairs, Signalbox on ${device}`);
for (const [i, [, summary]] of summaries.entries()) say(summaryLine(sides[i].name, summary, width));
if (noisyPairs > 0) say(noiseLine(noisyPairs, pairs.length));
if (options.json) {
  const settings = { graph: 'vgg-small', adapter, device, batch, steps, pairs: pairs.length, noisyPairs };
  console.log(JSON.stringify({ ...settings, signalbox, peers: Object.fromEntries(others) }));
}

// Times whole training steps, or evaluation, of Signalbox and of others side by side, in turns, in one run on one machine.
import { keepBusy } from './busy.mjs';
import { readOptions } from './options.mjs';
import { measurePairs } from './pairs.mjs';
import { sidesOf } from './sides.mjs';
import { noiseLine, summaryLine, summaryOf } from './summary.mjs';

const options = readOptions(process.argv.slice(2));

/** One line for people; with --json on standard error. @param {string} line */
function say(line) {
  if (options.json) console.error(line);
  else console.log(line);
}

const ownBusy = keepBusy(options.busy);
const sides = sidesOf(options, say);
const plan = { count: options.pairs, once: options.busy > 0, ownBusy };
const { pairs, noisyPairs } = measurePairs(sides, plan, say);

const { graph, batch, threads, steps, device, peerDevice, input, kernel, evaluate, busy } = options;
const summaries = sides.map(({ key }, i) => /** @type {const} */ ([key, summaryOf(pairs, i)]));
const [[, signalbox], ...peers] = summaries;

const width = Math.max(...sides.map(({ name }) => name.length));
const rows = summaries.map(([, summary], i) => summaryLine(sides[i].name, summary, width));
const what = evaluate ? 'batches evaluated' : 'steps';
const beside = busy > 0 ? `, beside ${busy} busy ${busy === 1 ? 'process' : 'processes'}` : '';
say(
  `\n${graph}, batch ${batch}, ${threads} threads, ${steps} ${what} a run, ${input ? 'with' : 'without'} Signalbox's input pipeline${beside}`,
);
for (const row of rows) say(row);
if (noisyPairs > 0) {
  say(
    busy > 0
      ? `${noisyPairs} of ${pairs.length} pairs were noisy: beside busy processes claim the range, not the figure.`
      : noiseLine(noisyPairs, pairs.length),
  );
}
if (options.json) {
  const all = { graph, batch, threads, steps, device, peerDevice, input, kernel, evaluate, busy };
  const settings = { ...all, pairs: pairs.length, noisyPairs };
  console.log(JSON.stringify({ ...settings, signalbox, peers: Object.fromEntries(peers) }));
}

// Times whole training steps, or evaluation, of Signalbox and of others side by side, in turns, in one run on one machine.
import { keepBusy } from './busy.mjs';
import { median, percent, spread } from './figures.mjs';
import { readOptions } from './options.mjs';
import { measurePairs } from './pairs.mjs';
import { sidesOf } from './sides.mjs';

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

/** What all pairs say of one side; for a peer also how many times as fast Signalbox was. @param {number} side */
function summaryOf(side) {
  const rates = pairs.map((pair) => pair.rates[side]);
  const results = pairs.flatMap((pair) => pair.runs[side]);
  const { version, description, runtime } = results[0];
  const ratios = pairs.map((pair) => pair.rates[0] / pair.rates[side]);
  return {
    imagesPerSecond: median(rates),
    spread: spread(rates),
    peakBytes: Math.max(...results.map(({ peakBytes }) => peakBytes)),
    version: version ?? `${description}; ${runtime}`,
    ...(side > 0 && { ratio: median(ratios), ratioRange: [Math.min(...ratios), Math.max(...ratios)] }),
  };
}

const { graph, batch, threads, steps, device, input, kernel, evaluate, busy } = options;
const summaries = sides.map(({ key }, i) => /** @type {const} */ ([key, summaryOf(i)]));
const [[, signalbox], ...peers] = summaries;

const width = Math.max(...sides.map(({ name }) => name.length));
const rows = summaries.map(([, { imagesPerSecond, spread, peakBytes, version, ratio, ratioRange }], i) => {
  const peak = `${(peakBytes / 1e6).toFixed(0)} MB`;
  const against = ratio && ratioRange ? `; ratio ${ratio.toFixed(3)} (${range(ratioRange)})` : '';
  return `${sides[i].name.padEnd(width)} ${imagesPerSecond.toFixed(1)} images/s (spread ${percent(spread)}), peak ${peak}${against}; ${version}`;
});
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
      : `${noisyPairs} of ${pairs.length} pairs stayed noisy: other work shares this machine's cores. Claim nothing from these figures.`,
  );
}
if (options.json) {
  const all = { graph, batch, threads, steps, device, input, kernel, evaluate, busy };
  const settings = { ...all, pairs: pairs.length, noisyPairs };
  console.log(JSON.stringify({ ...settings, signalbox, peers: Object.fromEntries(peers) }));
}

/** @param {readonly number[]} values */
function range(values) {
  return values.map((value) => value.toFixed(3)).join(' to ');
}

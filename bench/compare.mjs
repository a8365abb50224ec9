// Times whole training steps of Signalbox and of others side by side, in turns, in one run on one machine.
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

const sides = sidesOf(options, say);
const { pairs, noisyPairs } = measurePairs(sides, options.pairs, say);

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

const { graph, batch, threads, steps, device, input } = options;
const summaries = sides.map(({ key }, i) => /** @type {const} */ ([key, summaryOf(i)]));
const [[, signalbox], ...peers] = summaries;

const width = Math.max(...sides.map(({ name }) => name.length));
const rows = summaries.map(([, { imagesPerSecond, spread, peakBytes, version, ratio, ratioRange }], i) => {
  const peak = `${(peakBytes / 1e6).toFixed(0)} MB`;
  const against = ratio && ratioRange ? `; ratio ${ratio.toFixed(3)} (${range(ratioRange)})` : '';
  return `${sides[i].name.padEnd(width)} ${imagesPerSecond.toFixed(1)} images/s (spread ${percent(spread)}), peak ${peak}${against}; ${version}`;
});
say(
  `\n${graph}, batch ${batch}, ${threads} threads, ${steps} steps a run, ${input ? 'with' : 'without'} Signalbox's input pipeline`,
);
for (const row of rows) say(row);
if (noisyPairs > 0) {
  say(
    `${noisyPairs} of ${pairs.length} pairs stayed noisy: other work shares this machine's cores. Claim nothing from these figures.`,
  );
}
if (options.json) {
  const settings = { graph, batch, threads, steps, device, input, pairs: pairs.length, noisyPairs };
  console.log(JSON.stringify({ ...settings, signalbox, peers: Object.fromEntries(peers) }));
}

/** @param {readonly number[]} values */
function range(values) {
  return values.map((value) => value.toFixed(3)).join(' to ');
}

// What pairs of runs come to, for people and as JSON.
import { median, percent, rateText, spread } from './figures.mjs';

/**
 * @typedef {import('./pairs.mjs').Pair} Pair
 *
 * @typedef {object} Summary
 * @property {number} imagesPerSecond the median over the pairs
 * @property {number} spread
 * @property {number} peakBytes the most of all runs
 * @property {string} version
 * @property {number} [ratio] of a peer: how many times as fast Signalbox was
 * @property {[number, number]} [ratioRange]
 */

/**
 * What all pairs say of one side; Signalbox is side 0.
 * @param {readonly Pair[]} pairs
 * @param {number} side
 * @returns {Summary}
 */
export function summaryOf(pairs, side) {
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

/** One side for people, its name filled up to a width. @param {string} name @param {Summary} summary @param {number} width */
export function summaryLine(name, { imagesPerSecond, spread, peakBytes, version, ratio, ratioRange }, width) {
  const peak = `${(peakBytes / 1e6).toFixed(0)} MB`;
  const range = ratioRange?.map((value) => value.toFixed(3)).join(' to ');
  const against = ratio === undefined ? '' : `; ratio ${ratio.toFixed(3)} (${range})`;
  return `${name.padEnd(width)} ${rateText(imagesPerSecond)} images/s (spread ${percent(spread)}), peak ${peak}${against}; ${version}`;
}

/** What to make of pairs of which some stayed noisy. @param {number} noisy @param {number} all */
export function noiseLine(noisy, all) {
  return `${noisy} of ${all} pairs stayed noisy: other work shares this machine's cores. Claim nothing from these figures.`;
}

// Pairs of runs: every side twice, in turns, and again where other work disturbed them.
import { median, percent, rateText, spread } from './figures.mjs';
import { LARGEST_OTHERS, watchOthers } from './otherPrograms.mjs';

/** A pair in which the two runs of a side differ by more than this share of their mean is measured again, as is one beside other programs. */
const LARGEST_SPREAD = 0.15;
const ATTEMPTS = 3;

/**
 * @typedef {import('./sides.mjs').Side} Side
 * @typedef {import('./sides.mjs').Result} Result
 *
 * @typedef {object} Pair
 * @property {Result[][]} runs of each side, in the sides' order
 * @property {number[]} rates images a second of each side
 * @property {number} noise
 * @property {number} others cores that other programs kept busy
 * @property {boolean} noisy
 *
 * @typedef {object} Plan
 * @property {number} count how many pairs
 * @property {boolean} once takes every pair as it comes: where cores are kept busy on purpose all are noisy
 * @property {() => number} ownBusy milliseconds that processes of ours have computed beside the runs
 */

/**
 * So many pairs; each is repeated while it is noisy, and once more where it lies apart from the others.
 * @param {readonly Side[]} sides
 * @param {Plan} plan
 * @param {(line: string) => void} say
 */
export function measurePairs(sides, plan, say) {
  const measured = Array.from({ length: plan.count }, (_, i) => quietPair(i + 1, sides, plan, say));
  const pairs = measured.map((pair, i) => {
    if (plan.once || !liesApart(pair, measured)) return pair;
    say(`pair ${i + 1} lies more than ${percent(LARGEST_SPREAD)} apart from the others: measured again`);
    return quietPair(i + 1, sides, plan, say);
  });
  const noisyPairs = pairs.filter((pair) => pair.noisy || liesApart(pair, pairs)).length;
  return { pairs, noisyPairs };
}

/** @param {number} number @param {readonly Side[]} sides @param {Plan} plan @param {(line: string) => void} say */
function quietPair(number, sides, { once, ownBusy }, say) {
  let best;
  const attempts = once ? 1 : ATTEMPTS;
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const pair = measurePair(sides, ownBusy);
    const { rates, noise, others, noisy } = pair;
    const note =
      !noisy || once
        ? ''
        : attempt < attempts
          ? ' (noisy: measured again)'
          : ' (noisy: the best attempt stands)';
    const figures = sides.map(({ name }, i) => `${name} ${rateText(rates[i])}`).join(', ');
    const ratios = rates.slice(1).map((rate) => (rates[0] / rate).toFixed(3));
    say(
      `pair ${number}: ${figures} images/s, ratio ${ratios.join(' and ')}, spread ${percent(noise)}, other programs ${others.toFixed(2)} cores${note}`,
    );
    if (best === undefined || disturbance(pair) < disturbance(best)) best = pair;
    if (!noisy) break;
  }
  return /** @type {Pair} */ (best);
}

/** Every side, and then every side in reverse. @param {readonly Side[]} sides @param {() => number} ownBusy @returns {Pair} */
function measurePair(sides, ownBusy) {
  const watched = watchOthers(ownBusy);
  // Ours, A, B, B, A, ours.
  const there = sides.map((side) => side.run());
  const back = [...sides].reverse().map((side) => side.run());
  const others = watched();
  const runs = there.map((first, i) => [first, back[sides.length - 1 - i]]);
  const perSide = runs.map((both) => both.map(({ imagesPerSecond }) => imagesPerSecond));
  const noise = Math.max(...perSide.map(spread));
  const noisy = noise > LARGEST_SPREAD || others > LARGEST_OTHERS;
  return { runs, rates: perSide.map(median), noise, others, noisy };
}

/** How far a pair is beyond what is allowed, to choose among bad ones. @param {Pair} pair */
function disturbance({ noise, others }) {
  return noise / LARGEST_SPREAD + others / LARGEST_OTHERS;
}

/**
 * Whether one side of a pair lies apart from that side's median: both its runs fell into the same disturbance.
 * @param {Pair} pair
 * @param {readonly Pair[]} all
 */
function liesApart(pair, all) {
  return pair.rates.some((rate, side) => {
    const middle = median(all.map(({ rates }) => rates[side]));
    return Math.abs(rate - middle) > LARGEST_SPREAD * middle;
  });
}

import { median, percent, spread } from './figures.mjs';

/** @typedef {import('./fastRuns.mjs').Run} Run */

/** What some runs of one side come to. @param {readonly Run[]} runs */
export function summaryOf(runs) {
  const accuracies = runs.map(({ accuracy }) => accuracy);
  const times = (/** @type {'training' | 'whole'} */ key) => {
    const values = runs.map((run) => run[key]);
    return { seconds: median(values), spread: spread(values) };
  };
  return {
    accuracy: { median: median(accuracies), least: Math.min(...accuracies), most: Math.max(...accuracies) },
    training: times('training'),
    whole: times('whole'),
    device: runs[0].device,
  };
}

/** How many times as long as the first side the second took. @param {readonly [readonly Run[], readonly Run[]]} sides */
export function ratiosOf(sides) {
  const [first, second] = sides.map(summaryOf);
  return {
    training: second.training.seconds / first.training.seconds,
    whole: second.whole.seconds / first.whole.seconds,
  };
}

/** One side for people. @param {string} name @param {readonly Run[]} runs */
export function summaryLine(name, runs) {
  const { accuracy, training, whole, device } = summaryOf(runs);
  const range = `${accuracy.least.toFixed(4)} to ${accuracy.most.toFixed(4)}`;
  const time = (/** @type {{ seconds: number, spread: number }} */ { seconds, spread }) =>
    `${seconds.toFixed(1)} s (spread ${percent(spread)})`;
  return `${name}: test accuracy ${accuracy.median.toFixed(4)} (${range}), training ${time(training)}, from start to end ${time(whole)}; ${device}`;
}

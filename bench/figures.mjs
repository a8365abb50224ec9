// What timings are summed up by.

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The distance between the extremes as a share of the median. @param {readonly number[]} values */
export function spread(values) {
  return (Math.max(...values) - Math.min(...values)) / median(values);
}

/** The value that a share of all, 0 to 1, does not pass. @param {readonly number[]} values @param {number} share */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

/** @param {number} value */
export const percent = (value) => `${(100 * value).toFixed(1)} %`;

/** Images a second, three figures at least. @param {number} value */
export const rateText = (value) => (value < 1 ? value.toFixed(3) : value.toFixed(value < 10 ? 2 : 1));

import { percent, spread } from './figures.mjs';
import { markdownTable } from './markdownTable.mjs';

/**
 * One network at one batch.
 * @typedef {object} Row
 * @property {number} channels times vgg-small's
 * @property {number} size of the images' side
 * @property {number} batch
 * @property {number} gflopPerStep products of a step as they are defined, in 10^9 multiplications and additions
 * @property {readonly number[]} rates images a second, of each round; none where it does not fit into memory
 * @property {number} imagesPerSecond the median of the rates; 0 where there is none
 * @property {number} gflops
 * @property {number} peakBytes
 *
 * What the machine's products can reach at most, in GFLOP/s of all threads together.
 * @typedef {object} Limits
 * @property {number} kernels of the engine's own trial, times the threads
 * @property {number | null} pytorch of PyTorch's mm; null where no Python was given
 */

/** @param {readonly Row[]} rows @param {Limits} limits */
export function scalingTable(rows, limits) {
  const ofPytorch = limits.pytorch === null ? [] : ["of PyTorch's mm"];
  const heads = ['channels', 'images', 'batch', 'images/s (spread)', 'GFLOP a step', 'GFLOP/s'];
  const all = [...heads, "of the kernels' limit", ...ofPytorch, 'peak memory'];
  const share = (/** @type {number} */ gflops, /** @type {number} */ limit) => percent(gflops / limit);
  const cells = rows.map(
    ({ channels, size, batch, rates, imagesPerSecond, gflopPerStep, gflops, peakBytes }) => {
      const network = [`${channels}x`, `${size}x${size}`, String(batch)];
      const product = gflopPerStep.toFixed(1);
      if (rates.length === 0) {
        return [...network, 'does not fit', product, ...Array(all.length - 5).fill('')];
      }
      return [
        ...network,
        `${imagesPerSecond.toFixed(1)} (${percent(spread(rates))})`,
        product,
        gflops.toFixed(0),
        share(gflops, limits.kernels),
        ...(limits.pytorch === null ? [] : [share(gflops, limits.pytorch)]),
        `${(peakBytes / 1e6).toFixed(0)} MB`,
      ];
    },
  );
  return markdownTable(all, cells);
}

import { median, spread } from '../figures.mjs';

/** Rounds that lie further apart are all measured again. */
export const LARGEST_SPREAD = 0.15;
const ATTEMPTS = 3;

/**
 * One line of the table.
 * @typedef {object} Row
 * @property {string} what
 * @property {string} unit
 * @property {readonly number[]} values one for each round
 * @property {number | null} bar the median must lie below it; null where none is set
 * @property {string} [note]
 */

/**
 * What a measurement is given.
 * @typedef {object} Setting
 * @property {number} rounds
 * @property {(line: string) => void} say tells a person what goes on
 */

/**
 * Measures `rounds` times; again, at most twice, while the rounds' main figure lies too far apart. The attempt that
 * lies closest together stands.
 * @template {Record<string, number>} T
 * @param {Setting} setting
 * @param {keyof T & string} main
 * @param {() => Promise<T>} measure
 * @returns {Promise<{ [K in keyof T]: number[] }>}
 */
export async function measureRounds({ rounds, say }, main, measure) {
  /** @type {T[] | undefined} */
  let best;
  const spreadOf = (/** @type {T[]} */ results) => spread(results.map((result) => result[main]));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    /** @type {T[]} */
    const results = [];
    for (let round = 0; round < rounds; round++) {
      const result = await measure();
      results.push(result);
      say(`  ${main} ${result[main].toFixed(2)}`);
    }
    if (best === undefined || spreadOf(results) < spreadOf(best)) best = results;
    if (spreadOf(best) <= LARGEST_SPREAD) break;
  }
  const chosen = /** @type {T[]} */ (best);
  const names = Object.keys(chosen[0]);
  return /** @type {any} */ (
    Object.fromEntries(names.map((name) => [name, chosen.map((result) => result[name])]))
  );
}

/** Whether a row's figure lies below its bar; null where it has none. @param {Row} row */
export function holds({ values, bar }) {
  return bar === null ? null : median(values) < bar;
}

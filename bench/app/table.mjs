import { median, percent, spread } from '../figures.mjs';
import { holds, LARGEST_SPREAD } from './rounds.mjs';

/** @typedef {import('./rounds.mjs').Row} Row */

/** The unit of rows that are shares of another. */
const SHARE = '%';
const HEAD = ['what', 'median', 'spread', 'rounds', 'bar', 'holds'];

/** Rows as a person reads them. @param {readonly Row[]} rows */
export function table(rows) {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  const noisy = rows.filter((row) => row.unit !== SHARE && spread(row.values) > LARGEST_SPREAD).length;
  if (noisy > 0) {
    text.push(
      '',
      `${noisy} of ${rows.length} figures lie more than ${percent(LARGEST_SPREAD)} apart over their rounds: claim nothing finer from them.`,
    );
  }
  return text.join('\n');
}

/** @param {Row} row */
function cells(row) {
  const { what, unit, values, bar, note } = row;
  const verdict = { true: 'yes', false: 'NO', null: '' }[String(holds(row))] ?? '';
  return [
    note === undefined ? what : `${what} (${note})`,
    quantity(median(values), unit),
    distance(row),
    String(values.length),
    bar === null ? '' : `< ${bar} ${unit}`.trim(),
    verdict,
  ];
}

/** How far the rounds lie apart; of shares, which may lie about zero, between what. @param {Row} row */
function distance({ values, unit }) {
  if (values.every((value) => value === values[0])) return percent(0);
  if (unit !== SHARE) return percent(spread(values));
  return `${Math.min(...values).toFixed(1)} to ${quantity(Math.max(...values), SHARE)}`;
}

/** @param {number} value @param {string} unit */
function quantity(value, unit) {
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : 2;
  return `${value.toFixed(digits)} ${unit}`.trim();
}

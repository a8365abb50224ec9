import type { DifferenceRow } from './runDifferences.ts';

/**
 * A comparison as comma-separated values with a line of run names first. Every field is quoted, and one that
 * a spreadsheet would take for a formula begins with an apostrophe.
 */
export function tableAsCsv(names: readonly string[], rows: readonly DifferenceRow[]): string {
  const line = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\r\n`;
  return [line(['', ...names]), ...rows.map(({ label, values }) => line([label, ...values]))].join('');
}

/** The same as a Markdown table. */
export function tableAsMarkdown(names: readonly string[], rows: readonly DifferenceRow[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |\n`;
  return [
    line(['', ...names]),
    `| ${['---', ...names.map(() => '---')].join(' | ')} |\n`,
    ...rows.map(({ label, values }) => line([label, ...values])),
  ].join('');
}

function quoted(cell: string): string {
  const harmless = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** A run's name is data: it makes no column, no line, no markup. */
function escaped(cell: string): string {
  return cell.replaceAll(/[\\|`*_[\]<>]/g, '\\$&').replaceAll(/\s*[\r\n]+\s*/g, ' ');
}

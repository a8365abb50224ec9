/**
 * A table as the documents have it.
 * @param {readonly string[]} heads
 * @param {readonly (readonly string[])[]} rows
 */
export function markdownTable(heads, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

import { fail } from '../../shared/problem.ts';

/** A table of text with named columns. */
export interface CsvTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

export interface CsvRow {
  /** In the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const LINE_LIMIT = 64 * 1024;

/**
 * Reads comma- or semicolon-separated text, whichever its first line has: LF or CRLF, a byte order mark,
 * cells in double quotes (doubled inside). Blank lines are passed over; every other line has as many cells as
 * the header. Throws one ProblemError that names file and line.
 */
export function readCsv(text: string, file: string): CsvTable {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  let delimiter = '';
  let header: readonly string[] | null = null;
  const rows: CsvRow[] = [];
  let line = 0;
  for (let at = 0; at < body.length; ) {
    const next = body.indexOf('\n', at);
    const end = next < 0 ? body.length : next;
    line++;
    if (end - at > LINE_LIMIT) {
      fail('bad-csv', `${file} line ${line} is longer than ${LINE_LIMIT} characters`, { file });
    }
    const content = body.slice(at, body[end - 1] === '\r' ? end - 1 : end);
    at = end + 1;
    if (content.trim() === '') continue;
    if (header === null) {
      delimiter = content.includes(';') ? ';' : ',';
      header = splitLine(content, delimiter, file, line).map((cell) => cell.trim());
      continue;
    }
    const cells = splitLine(content, delimiter, file, line);
    if (cells.length !== header.length) {
      const counts = `${cells.length} cells, expected ${header.length} as in its first line`;
      fail('bad-csv', `${file} line ${line} has ${counts}`, { file });
    }
    rows.push({ line, cells });
  }
  return { file, header: header ?? [], rows };
}

/** Which cell of a row is the named column's, or -1. */
export function findColumn(table: CsvTable, name: string): number {
  return table.header.findIndex((title) => title.toLowerCase() === name.toLowerCase());
}

/**
 * A cell that must be a whole number from 0 to `most`. Throws one ProblemError that names file, line and
 * column.
 */
export function wholeNumber(table: CsvTable, row: CsvRow, column: number, most: number): number {
  const text = row.cells[column].trim();
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value <= most) return value;
  const found = JSON.stringify(text.slice(0, 40));
  const place = `${table.file} line ${row.line}, column ${table.header[column]}`;
  fail('bad-csv', `${place}: found ${found}, expected a whole number from 0 to ${most}`, {
    file: table.file,
  });
}

function splitLine(content: string, delimiter: string, file: string, line: number): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= content.length; ) {
    if (content[at] !== '"') {
      const next = content.indexOf(delimiter, at);
      const end = next < 0 ? content.length : next;
      cells.push(content.slice(at, end));
      at = end + 1;
      continue;
    }
    let cell = '';
    let from = at + 1;
    for (;;) {
      const quote = content.indexOf('"', from);
      if (quote < 0) fail('bad-csv', `${file} line ${line} has a quoted cell that does not end`, { file });
      cell += content.slice(from, quote);
      from = quote + 2;
      if (content[quote + 1] !== '"') break;
      cell += '"';
    }
    if (from - 1 < content.length && content[from - 1] !== delimiter) {
      fail('bad-csv', `${file} line ${line} has text after a quoted cell`, { file });
    }
    cells.push(cell);
    at = from;
  }
  return cells;
}

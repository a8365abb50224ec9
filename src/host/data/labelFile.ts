import { fail } from '../../shared/problem.ts';
import { fileError } from '../files/fileProblem.ts';
import { type CsvTable, findColumn, readCsv } from './csv.ts';
import type { DataFiles } from './dataFiles.ts';

const MOST_BYTES = 64 * 1024 * 1024;

/** Reads a CSV file. Throws one ProblemError where it cannot be read, is too large or is broken. */
export async function readCsvFile(path: string, files: DataFiles): Promise<CsvTable> {
  const bytes = files.status(path)?.bytes ?? 0;
  if (bytes > MOST_BYTES) {
    fail('too-large', `${path} has ${bytes} bytes, at most ${MOST_BYTES} are read`, { file: path });
  }
  try {
    return readCsv(new TextDecoder().decode(await files.read(path)), path);
  } catch (error) {
    throw fileError(error, 'read', path);
  }
}

/** The place of each named column. Throws one ProblemError that says which is missing. */
export function requireColumns(table: CsvTable, names: readonly string[]): number[] {
  return names.map((name) => {
    const column = findColumn(table, name);
    if (column >= 0) return column;
    const found = table.header.slice(0, 12).join(', ').slice(0, 200);
    const message = `${table.file} has no column ${name}: found ${found || 'nothing'}, expected ${names.join(' and ')}`;
    return fail('bad-csv', message, { file: table.file });
  });
}

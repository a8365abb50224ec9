import { DOCUMENT_VERSION } from './document.ts';
import { fail } from './problem.ts';

/** Turns a project of version `n` into one of version `n + 1`. */
export type Migration = (document: Record<string, unknown>) => Record<string, unknown>;

/** Numbered migrations of the project file: entry `n` leads from version `n` to `n + 1`. Version 1 is the first. */
export const migrations: ReadonlyMap<number, Migration> = new Map();

/**
 * Brings a parsed project to `target`, one numbered migration after the other.
 * Throws ProblemError where the version is no number, newer than `target`, or older than any migration.
 */
export function migrate(
  json: Record<string, unknown>,
  file: string,
  steps: ReadonlyMap<number, Migration> = migrations,
  target: number = DOCUMENT_VERSION,
): Record<string, unknown> {
  const version = json.version;
  if (typeof version !== 'number' || !Number.isInteger(version)) {
    const found = version === undefined ? 'is missing' : `is ${JSON.stringify(version).slice(0, 60)}`;
    fail(
      'not-a-project',
      `${file} is not a Signalbox project: field version ${found}, expected a whole number`,
      { file },
    );
  }
  if (version > target) {
    fail(
      'newer-version',
      `${file} was written by a newer Signalbox: its version is ${version}, this program reads up to ${target}`,
      { file },
    );
  }
  let document = json;
  for (let at = version; at < target; at++) {
    const step = steps.get(at);
    if (!step)
      fail('unknown-version', `${file}: version ${version} is unknown, expected 1 to ${target}`, { file });
    document = { ...step(document), version: at + 1 };
  }
  return document;
}

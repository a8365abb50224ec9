import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { RecentDocument } from '../../shared/api/documents.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { readKept, writeKept } from '../files/keptJson.ts';

const MOST_RECENT = 20;

const recentSchema = z.array(z.strictObject({ path: z.string().min(1).max(4096), opened: z.number() }));

/** The projects that were opened or saved last, newest first. */
export interface RecentDocuments {
  list(): RecentDocument[];
  /** Puts a path first. A list that cannot be kept is no reason to refuse a project: nothing is thrown. */
  add(path: string): void;
  /** Throws ProblemError where the disk refuses it. */
  clear(): void;
}

/** Kept in `recent.json` of a home folder; `now` gives milliseconds since 1970. */
export function createRecentDocuments(
  homeFolder: string,
  now: () => number = Date.now,
  files: FileSystem = nodeFileSystem,
): RecentDocuments {
  const file = join(homeFolder, 'recent.json');
  const read = () => readKept(file, recentSchema, files) ?? [];
  return {
    list: () =>
      read().map(({ path, opened }) => ({ path, name: basename(path), opened, missing: !existsSync(path) })),
    add: (path) => {
      try {
        const others = read().filter((entry) => entry.path !== path);
        writeKept(file, [{ path, opened: now() }, ...others].slice(0, MOST_RECENT), files);
      } catch {}
    },
    clear: () => writeKept(file, [], files),
  };
}

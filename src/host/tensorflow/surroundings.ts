import { existsSync, readFileSync, realpathSync, statfsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What setting up looks at on this machine, as an argument, so that a test can be another machine. */
export interface Surroundings {
  /** As Node says it: `linux`, `win32`, `darwin`. */
  readonly platform: string;
  /** As Node says it: `x64`, `arm64`. */
  readonly arch: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The program that this process runs in; Electron's own is no Node. */
  readonly executable: string;
  readonly isElectron: boolean;
  readonly exists: (path: string) => boolean;
  /** The text of a small file; null where it cannot be read. */
  readonly readText: (path: string) => string | null;
  /** Where links lead; the path itself where that cannot be told. */
  readonly realPath: (path: string) => string;
  /** Bytes free for this person on the disk of a folder that is there; null where that cannot be told. */
  readonly freeBytes: (folder: string) => number | null;
}

/** This machine. */
export function thisSurroundings(): Surroundings {
  return {
    platform: process.platform,
    arch: process.arch,
    environment: process.env,
    executable: process.execPath,
    isElectron: process.versions.electron !== undefined,
    exists: existsSync,
    readText: (path) => orNull(() => readFileSync(path, 'utf8')),
    realPath: (path) => orNull(() => realpathSync.native(path)) ?? path,
    freeBytes: (folder) =>
      orNull(() => {
        const { bavail, bsize } = statfsSync(folder);
        return bavail * bsize;
      }),
  };
}

/** Where PATH finds a program; null where it does not. */
export function inPath(name: string, { environment, exists }: Surroundings): string | null {
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(exists) ?? null;
}

function orNull<T>(ask: () => T): T | null {
  try {
    return ask();
  } catch {
    return null;
  }
}

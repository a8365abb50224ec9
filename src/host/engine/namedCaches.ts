import type { CacheHost, SourceReference } from '../../engine/api.ts';
import { fail } from '../../shared/problem.ts';
import { type DataFiles, nodeDataFiles } from '../data/dataFiles.ts';
import { fileError } from '../files/fileProblem.ts';

/** Most bytes that are read for an engine at once. */
const MOST_BYTES = 4 * 1024 * 1024;

/** The cache files that the host named to one engine: those alone are read for it. */
export interface NamedCaches {
  /** From here on the caches of these images may be read. */
  name(...sources: readonly (Pick<SourceReference, 'images'> | null)[]): void;
  /** Answers the engine. Throws ProblemError where it asks for any other file. */
  readonly reading: CacheHost;
}

/** Begins with none. */
export function createNamedCaches(files: DataFiles = nodeDataFiles): NamedCaches {
  const named = new Set<string>();
  const requireNamed = (cache: string) => {
    if (!named.has(cache)) fail('not-named', 'the engine asked for a file that is not part of its work');
  };
  return {
    name: (...sources) => {
      for (const source of sources) if (source && 'cache' in source.images) named.add(source.images.cache);
    },
    reading: {
      cacheSize: ({ cache }) => {
        requireNamed(cache);
        return files.status(cache)?.bytes ?? 0;
      },
      readCache: ({ cache, position, length }) => {
        requireNamed(cache);
        const fits = Number.isSafeInteger(position) && position >= 0 && Number.isSafeInteger(length);
        if (!fits || length < 0 || length > MOST_BYTES) {
          fail('bad-range', `the engine asked for ${length} bytes from ${position} on of ${cache}`);
        }
        const bytes = new Uint8Array(length);
        try {
          return bytes.subarray(0, files.readPart(cache, position, bytes));
        } catch (error) {
          throw fileError(error, 'read', cache);
        }
      },
    },
  };
}

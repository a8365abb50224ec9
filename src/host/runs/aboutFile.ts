import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { FailureCause } from '../../shared/api/runs.ts';
import { readJson } from '../../shared/json.ts';
import { withFile } from '../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { replaceFile } from '../files/replaceFile.ts';

const aboutSchema = z.object({
  name: z.string().min(1).max(200).nullable().catch(null),
  fault: z.string().max(10_000).nullable().catch(null),
  cause: z
    .object({ code: z.string().max(100).nullable(), device: z.string().max(100) })
    .optional()
    .catch(undefined),
});

/** about.json: what may change about a run that is at rest, and matters to people alone. */
export interface AboutFile {
  /** As a person called the run; null where nobody did. */
  readonly name: string | null;
  /** Why training ended last time, one sentence; null where it ended well. */
  readonly fault: string | null;
  /** What ended it, for programs; runs of an older Signalbox do not say. */
  readonly cause?: FailureCause | undefined;
}

/** Why training ended badly. */
export interface RunFault {
  readonly sentence: string;
  readonly cause?: FailureCause | undefined;
}

const nothing: AboutFile = { name: null, fault: null };

/** Reads about.json. A run without one, or with a damaged one, is no worse a run: nothing is known about it. */
export function readAbout(path: string, files: FileSystem = nodeFileSystem): AboutFile {
  if (!files.exists(path)) return nothing;
  try {
    const text = new TextDecoder().decode(files.read(path));
    return aboutSchema.safeParse(readJson(text, { file: path, bytes: 65536, depth: 4 })).data ?? nothing;
  } catch {
    return nothing;
  }
}

/** Writes about.json. Throws ProblemError where the disk does not take it. */
export function writeAbout(path: string, about: AboutFile, files: FileSystem = nodeFileSystem): void {
  withFile('write', path, () => replaceFile(path, `${JSON.stringify(about, null, 2)}\n`, files));
}

/** Notes why training ended, or, by null, that it ended well; writes nothing where that is known. Throws ProblemError. */
export function recordFault(path: string, fault: RunFault | null, files: FileSystem = nodeFileSystem): void {
  const about = readAbout(path, files);
  const next = { name: about.name, fault: fault?.sentence ?? null, cause: fault?.cause };
  const isKnown = about.fault === next.fault && isDeepStrictEqual(about.cause, next.cause);
  if (!isKnown) writeAbout(path, next, files);
}

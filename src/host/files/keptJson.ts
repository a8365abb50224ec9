import { dirname } from 'node:path';
import type { z } from 'zod';
import { readJson } from '../../shared/json.ts';
import { ProblemError } from '../../shared/problem.ts';
import { decodeUtf8 } from '../../shared/utf8.ts';
import { createFolder } from './createFolder.ts';
import { withFile } from './fileProblem.ts';
import { type FileSystem, nodeFileSystem } from './fileSystem.ts';
import { replaceFile } from './replaceFile.ts';

const LIMITS = { bytes: 4 * 1024 * 1024, depth: 16 };

/**
 * The value of a small JSON file that the program keeps for itself; null where there is none. One that is damaged or
 * not as its schema says counts as none, and is kept beside as `NAME.damaged`. Throws ProblemError where the disk
 * does not let it be read.
 */
export function readKept<T>(
  path: string,
  schema: z.ZodType<T>,
  files: FileSystem = nodeFileSystem,
): T | null {
  if (!files.exists(path)) return null;
  const bytes = withFile('read', path, () => files.read(path));
  const value = intact(bytes, path, schema);
  if (value === null) setAside(path, bytes, files);
  return value;
}

/** Where that fails, the disk takes no writing either that could lose the file. */
function setAside(path: string, bytes: Uint8Array, files: FileSystem): void {
  try {
    replaceFile(`${path}.damaged`, bytes, files);
    files.remove(path);
  } catch {}
}

/** Writes such a file, wholly or not at all, and the folder it lies in where that is missing. */
export function writeKept(path: string, value: unknown, files: FileSystem = nodeFileSystem): void {
  withFile('write', path, () => {
    createFolder(dirname(path), files);
    replaceFile(path, `${JSON.stringify(value, null, 2)}\n`, files);
  });
}

function intact<T>(bytes: Uint8Array, file: string, schema: z.ZodType<T>): T | null {
  const text = decodeUtf8(bytes);
  if (text === null) return null;
  try {
    return schema.safeParse(readJson(text, { ...LIMITS, file })).data ?? null;
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

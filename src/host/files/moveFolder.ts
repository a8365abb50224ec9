import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail } from '../../shared/problem.ts';
import { fileError } from './fileProblem.ts';
import { type FileSystem, nodeFileSystem } from './fileSystem.ts';

/**
 * Moves a folder to a name that nothing has, on the same disk, and returns once that is durable: it is there
 * whole or not at all. What lies in it is not synced. Throws ProblemError where something has the name, or
 * Node's error.
 */
export function moveFolder(from: string, to: string, files: FileSystem = nodeFileSystem): void {
  if (files.exists(to)) fail('exists', `${to} exists already, expected nothing there`, { file: to });
  files.rename(from, to);
  files.syncFolder(dirname(to));
  if (dirname(from) !== dirname(to)) files.syncFolder(dirname(from));
}

/** Removes a folder with all that is in it; nothing there is fine. Throws ProblemError. */
export async function removeFolder(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    throw fileError(error, 'remove', path);
  }
}

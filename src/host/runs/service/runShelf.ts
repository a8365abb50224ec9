import { basename, dirname, join } from 'node:path';
import { fail } from '../../../shared/problem.ts';
import { nodeDataFiles } from '../../data/dataFiles.ts';
import { createFolder } from '../../files/createFolder.ts';
import { withFile } from '../../files/fileProblem.ts';
import type { FileSystem } from '../../files/fileSystem.ts';
import { moveFolder, removeFolder } from '../../files/moveFolder.ts';

/** Runs lie in one folder side by side, named by their ids; those in the bin lie in a folder `.bin` among them. */
const BIN = '.bin';

/** The bin of a folder of runs. */
export function binOf(runsFolder: string): string {
  return join(runsFolder, BIN);
}

/** The folders that may be runs, whole paths; none where the folder itself is not there. Throws ProblemError. */
export function runFolders(parent: string, files: FileSystem): string[] {
  if (!files.exists(parent)) return [];
  return withFile('read folder', parent, () => files.list(parent))
    .filter(isRunName)
    .map((name) => join(parent, name))
    .filter((path) => nodeDataFiles.status(path)?.kind === 'folder');
}

/** The folder of a run by its id. Throws ProblemError `no-run` where there is none: an id leads nowhere else. */
export function runFolder(parent: string, id: string, files: FileSystem): string {
  const path = join(parent, id);
  if (!isRunName(id) || !files.exists(path))
    fail('no-run', `there is no run ${JSON.stringify(id.slice(0, 100))} in ${parent}`);
  return path;
}

/** Moves a run to the bin of its folder. Throws ProblemError. */
export function moveToBin(folder: string, files: FileSystem): void {
  const bin = binOf(dirname(folder));
  withFile('create folder', bin, () => createFolder(bin, files));
  move(folder, bin, files);
}

/** Moves a run back out of the bin. Throws ProblemError. */
export function restoreFromBin(folder: string, files: FileSystem): void {
  move(folder, dirname(dirname(folder)), files);
}

/** Removes what is in the bin, for good. Throws ProblemError. */
export async function emptyBin(runsFolder: string, files: FileSystem): Promise<void> {
  for (const folder of runFolders(binOf(runsFolder), files)) await removeFolder(folder);
}

/** A plain name: no path, no hidden folder. */
function isRunName(name: string): boolean {
  return basename(name) === name && !name.startsWith('.') && !/[\\/\0]/.test(name) && name !== '';
}

/** Under its own name, or one made unique where that is taken. */
function move(folder: string, into: string, files: FileSystem): void {
  const name = basename(folder);
  let to = join(into, name);
  for (let copy = 2; files.exists(to); copy++) to = join(into, `${name}-${copy}`);
  withFile('move', folder, () => moveFolder(folder, to, files));
}

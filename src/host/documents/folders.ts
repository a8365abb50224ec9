import { type Dirent, promises } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FolderEntry, FolderListing } from '../../shared/api/documents.ts';
import { confined, liesWithin } from '../files/confine.ts';
import { createNewFolder } from '../files/createFolder.ts';
import { fileError, withFile } from '../files/fileProblem.ts';

/** Most entries of one listing. */
const MOST_ENTRIES = 2000;

const byName = new Intl.Collator('en', { numeric: true });

/** The folders that can be entered at all. */
export async function listRoots(roots: readonly string[]): Promise<FolderListing> {
  const entries = await Promise.all(roots.map((root) => entryOf(root, root)));
  return { path: null, parent: null, entries: entries.filter((entry) => entry !== null), omitted: 0 };
}

/**
 * Folders, then files whose name ends in `.json`, by name; hidden ones and links that lead out of the roots are left
 * out. `path` is confined already. Throws ProblemError where it is no folder that can be read.
 */
export async function listFolder(path: string, roots: readonly string[]): Promise<FolderListing> {
  const found = (await readFolder(path)).filter(isShown);
  found.sort((a, b) => byName.compare(a.name, b.name));
  const entries: FolderEntry[] = [];
  for (const { name } of found.slice(0, MOST_ENTRIES)) {
    const entry = await entryWithin(join(path, name), name, roots);
    if (entry !== null) entries.push(entry);
  }
  const folders = entries.filter(({ kind }) => kind === 'folder');
  const files = entries.filter(({ kind, name }) => kind === 'file' && name.endsWith('.json'));
  const above = dirname(path);
  return {
    path,
    parent: roots.some((root) => liesWithin(above, root)) && above !== path ? above : null,
    entries: [...folders, ...files],
    omitted: Math.max(0, found.length - MOST_ENTRIES),
  };
}

/** Creates a folder, which must not be there yet, in one that is; `path` is confined already. Throws ProblemError. */
export function makeFolder(path: string): void {
  withFile('create folder', path, () => createNewFolder(path));
}

async function readFolder(path: string): Promise<Dirent[]> {
  try {
    return await promises.readdir(path, { withFileTypes: true });
  } catch (error) {
    throw fileError(error, 'read folder', path);
  }
}

function isShown(entry: Dirent): boolean {
  if (entry.name.startsWith('.')) return false;
  return entry.isDirectory() || entry.isSymbolicLink() || (entry.isFile() && entry.name.endsWith('.json'));
}

async function entryWithin(
  path: string,
  name: string,
  roots: readonly string[],
): Promise<FolderEntry | null> {
  try {
    return await entryOf(confined(path, roots), name);
  } catch {
    // It leads out, or went away while the folder was read.
    return null;
  }
}

async function entryOf(path: string, name: string): Promise<FolderEntry | null> {
  const status = await promises.stat(path).catch(() => null);
  if (status === null || !(status.isFile() || status.isDirectory())) return null;
  const kind = status.isFile() ? 'file' : 'folder';
  return { name, path, kind, bytes: status.size, changed: status.mtimeMs };
}

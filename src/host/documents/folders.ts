import { type Dirent, promises } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FolderEntry, FolderListing, ListedFiles } from '../../shared/api/documents.ts';
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
 * Folders, then those files that are asked for, by name; hidden ones and links that lead out of the roots are left
 * out. `path` is confined already. Throws ProblemError where it is no folder that can be read.
 */
export async function listFolder(
  path: string,
  roots: readonly string[],
  files: ListedFiles,
): Promise<FolderListing> {
  const isAsked = (name: string) =>
    files === 'all' || (files !== 'none' && files.some((ending) => hasEnding(name, ending)));
  const found = (await readFolder(path)).filter((entry) => isShown(entry, isAsked));
  // Files last, so that many of them push no folder off the list.
  found.sort((a, b) => Number(a.isFile()) - Number(b.isFile()) || byName.compare(a.name, b.name));
  const entries: FolderEntry[] = [];
  for (const { name } of found.slice(0, MOST_ENTRIES)) {
    const entry = await entryWithin(join(path, name), name, roots);
    if (entry !== null) entries.push(entry);
  }
  const folders = entries.filter(({ kind }) => kind === 'folder');
  const listed = entries.filter(({ kind, name }) => kind === 'file' && isAsked(name));
  const above = dirname(path);
  return {
    path,
    parent: roots.some((root) => liesWithin(above, root)) && above !== path ? above : null,
    entries: [...folders, ...listed],
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

function isShown(entry: Dirent, isAsked: (name: string) => boolean): boolean {
  if (entry.name.startsWith('.')) return false;
  return entry.isDirectory() || entry.isSymbolicLink() || (entry.isFile() && isAsked(entry.name));
}

function hasEnding(name: string, ending: string): boolean {
  return name.toLowerCase().endsWith(`.${ending.toLowerCase()}`);
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

import { dirname, join } from 'node:path';
import { fail } from '../../shared/problem.ts';
import { liesWithin } from '../files/confine.ts';
import type { DataFiles } from './dataFiles.ts';

/**
 * Makes a function that turns relative paths read from a file into real ones, and refuses any that leaves
 * `root`: by `..`, by being absolute, or by a link on the way. `where` (file and line) starts its sentence.
 */
export function createConfinement(
  root: string,
  files: DataFiles,
): (relative: string, where: string) => string {
  const realRoot = files.realPath(root);
  const folders = new Map<string, boolean>();

  function isInside(path: string): boolean {
    try {
      return liesWithin(files.realPath(path), realRoot);
    } catch {
      // Nothing there: the file is missed when it is read, and leads nowhere.
      return true;
    }
  }

  return (relative, where) => {
    const leaves = `${where}: the path ${JSON.stringify(relative.slice(0, 200))} leaves the data folder`;
    const parts = relative.split(/[/\\]/);
    const strange = parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0'));
    if (strange || /^[A-Za-z]:/.test(relative)) fail('path-outside', leaves, { file: where });
    const path = join(root, ...parts);
    const folder = dirname(path);
    const known = folders.get(folder) ?? isInside(folder);
    folders.set(folder, known);
    if (!known || (files.isLink(path) && !isInside(path))) fail('path-outside', leaves, { file: where });
    return path;
  };
}

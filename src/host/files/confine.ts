import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fail } from '../../shared/problem.ts';
import { fileError } from './fileProblem.ts';

/** How `confined` looks at the disk where it is not Node's, and whom its sentence is for. */
export interface ConfinementOptions {
  /** False where nothing is there. */
  readonly isLink?: (path: string) => boolean;
  /** Which way out the sentence names; both where left out. */
  readonly surface?: 'serve' | 'electron';
}

/**
 * The real path of what `path` names, for who asks from outside: a page, or a file that was opened. It is, or
 * lies below, one of `roots` (real paths), by its own real path: no `..`, no link and no folder of a longer
 * name (`/data-x` beside `/data`) leads out. What is not there yet stands for itself in its nearest folder
 * that is. A relative path starts at the first root. Use the answer, not `path`, from then on. Throws
 * ProblemError `outside-roots`, or one that says why the path cannot be followed.
 */
export function confined(
  path: string,
  roots: readonly string[],
  realPath: (path: string) => string = realpathSync.native,
  { isLink = nodeIsLink, surface }: ConfinementOptions = {},
): string {
  if (path.includes('\0')) outside(path, roots, surface);
  const wanted = resolve(roots[0] ?? '', path);
  const real = realPathOfNearest(wanted, realPath, isLink);
  if (real === null || !roots.some((root) => liesWithin(real, root))) outside(path, roots, surface);
  return real;
}

/** Whether a path is `root` or lies below it; both are real paths. */
export function liesWithin(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/**
 * The real path, or that of the nearest folder above with the rest put to it; null behind a link to nothing.
 */
function realPathOfNearest(
  path: string,
  realPath: (path: string) => string,
  isLink: (path: string) => boolean,
): string | null {
  try {
    return realPath(path);
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw fileError(error, 'find', path);
    const above = dirname(path);
    // What is written to a link that leads nowhere yet would come to lie where it points.
    if (isLink(path) || above === path) return null;
    const folder = realPathOfNearest(above, realPath, isLink);
    return folder === null ? null : join(folder, basename(path));
  }
}

function outside(path: string, roots: readonly string[], surface: 'serve' | 'electron' | undefined): never {
  const file = path.slice(0, 200).replaceAll('\0', '\\0');
  const allowed = roots.length > 0 ? ` (${roots.join(', ')})` : '';
  const ways = {
    serve: 'name its folder when you start `signalbox serve DIR`',
    electron: 'choose it in the open dialog',
  };
  const way = surface === undefined ? `${ways.electron}, or ${ways.serve}` : ways[surface];
  fail('outside-roots', `${file} lies outside the folders that Signalbox may use${allowed}: ${way}`, {
    file,
  });
}

function nodeIsLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false;
  }
}

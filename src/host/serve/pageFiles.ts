import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentType } from '../../shared/contentType.ts';
import { KERNELS_PATH, kernelFile } from '../../shared/kernelFiles.ts';
import { fail } from '../../shared/problem.ts';

/** One file of the page, ready to be sent. */
export interface PageFile {
  readonly type: string;
  /** Its name has a hash of its content, so that it may be kept for ever. */
  readonly lasting: boolean;
  readonly bytes: Buffer;
}

/** The name that the build gives to what it hashes: `assets/index-Co5iGGqS.js`. */
const HASHED = /^assets\/.+-[\w-]{8}\.\w+$/;

/**
 * Reads the page's files, by the path in their address: `/` is index.html. They are held in memory, so that a server
 * goes on showing the page that belongs to it when the program is built anew, and so that no request reaches the
 * disk: a path is one of these, or there is nothing. Links are no files of the page. Throws ProblemError where
 * there is no page.
 *
 * @param kernels where the CPU device's kernels lie, which an engine in a page fetches
 */
export function readPageFiles(folder: string, kernels?: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const name of namesIn(folder, '')) {
    files.set(`/${name.split('/').map(encodeURIComponent).join('/')}`, readPageFile(folder, name));
  }
  if (kernels !== undefined) {
    for (const name of namesIn(kernels, '')) {
      const address = `${KERNELS_PATH}${name}`;
      if (kernelFile(address) === name) files.set(address, readPageFile(kernels, name));
    }
  }
  const index = files.get('/index.html');
  if (index === undefined) return fail('no-page', `${folder} has no index.html: the page was not built`);
  return files.set('/', index);
}

function readPageFile(folder: string, name: string): PageFile {
  return { type: contentType(name), lasting: HASHED.test(name), bytes: readFileSync(join(folder, name)) };
}

/** Files below a folder, by their path with forward slashes. Node's own recursive listing would follow links. */
function namesIn(folder: string, path: string): string[] {
  return entriesOf(join(folder, path)).flatMap((entry) => {
    const name = path + entry.name;
    return entry.isDirectory() ? namesIn(folder, `${name}/`) : entry.isFile() ? [name] : [];
  });
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

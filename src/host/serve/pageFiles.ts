import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentType } from '../../shared/contentType.ts';
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
 */
export function readPageFiles(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const name of namesIn(folder, '')) {
    const file = {
      type: contentType(name),
      lasting: HASHED.test(name),
      bytes: readFileSync(join(folder, name)),
    };
    files.set(`/${name.split('/').map(encodeURIComponent).join('/')}`, file);
  }
  const index = files.get('/index.html');
  if (index === undefined) return fail('no-page', `${folder} has no index.html: the page was not built`);
  return files.set('/', index);
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

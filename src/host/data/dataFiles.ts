import * as fs from 'node:fs';
import { promisify } from 'node:util';

/** What stands at a path. */
export interface FileStatus {
  readonly kind: 'file' | 'folder' | 'other';
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
}

/** The calls that data are read with, as an argument so that faults can be injected. Errors are Node's. */
export interface DataFiles {
  /** Names in a folder, in code-unit order whatever the disk says. */
  list(folder: string): { readonly name: string; readonly isFolder: boolean }[];
  /** Null where nothing is there; links are followed. */
  status(path: string): FileStatus | null;
  /** False where nothing is there. */
  isLink(path: string): boolean;
  /** The path without links. */
  realPath(path: string): string;
  read(path: string): Promise<Uint8Array>;
  /** Fills `target` from a place of the file on; returns how many bytes there were. */
  readPart(path: string, position: number, target: Uint8Array): number;
}

// The callback form takes half the time of fs.promises.readFile on small files.
const readFile = promisify(fs.readFile);

/** Node's file system. */
export const nodeDataFiles: DataFiles = {
  list: (folder) => {
    const entries = fs.readdirSync(folder, { withFileTypes: true });
    const named = entries.map((entry) => {
      const isFolder = entry.isSymbolicLink()
        ? nodeStatus(`${folder}/${entry.name}`)?.kind === 'folder'
        : entry.isDirectory();
      return { name: entry.name, isFolder };
    });
    return named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  },
  status: nodeStatus,
  isLink: (path) => fs.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false,
  realPath: (path) => fs.realpathSync.native(path),
  read: (path) => readFile(path),
  readPart: (path, position, target) => {
    const descriptor = fs.openSync(path, 'r');
    try {
      let done = 0;
      while (done < target.length) {
        const count = fs.readSync(descriptor, target, done, target.length - done, position + done);
        if (count === 0) break;
        done += count;
      }
      return done;
    } finally {
      fs.closeSync(descriptor);
    }
  },
};

function nodeStatus(path: string): FileStatus | null {
  const found = fs.statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  return { kind, bytes: found.size, modified: found.mtimeMs };
}

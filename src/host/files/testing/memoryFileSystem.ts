import { posix } from 'node:path';
import type { FileSystem } from '../fileSystem.ts';

/** What lies on a disk, by absolute path: a file's bytes, or a folder. The root is there without being named. */
export type Disk = ReadonlyMap<string, Uint8Array | 'folder'>;

/** One change that a file system was asked for, or a moment that a test has marked. Files are known by number. */
export type FileOperation =
  | { readonly kind: 'create'; readonly path: string; readonly file: number }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'write'; readonly file: number; readonly at: number; readonly data: Uint8Array }
  | { readonly kind: 'sync'; readonly file: number }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'syncFolder'; readonly path: string }
  | { readonly kind: 'mark'; readonly mark: string };

/** A file system in memory that notes what it is asked for, in order. */
export interface MemoryFileSystem extends FileSystem {
  readonly log: FileOperation[];
  /** Everything as a process sees it now, synced or not. */
  disk(): Disk;
  /** How many descriptors are open. */
  readonly opened: number;
}

/** An error as Node's file system throws it. */
export function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}

interface OpenFile {
  readonly file: number;
}

/** Makes a file system in memory that holds a disk at first. Files already there have the numbers -1, -2, ... */
export function createMemoryFileSystem(initial: Disk = new Map()): MemoryFileSystem {
  const log: FileOperation[] = [];
  const contents = new Map<number, Uint8Array>();
  const entries = new Map<string, number | 'folder'>([['/', 'folder']]);
  const descriptors = new Map<number, OpenFile>();
  let files = 0;
  let opens = 0;
  for (const [path, content] of initial) {
    if (content === 'folder') entries.set(path, 'folder');
    else {
      const file = initialFileNumber(initial, path);
      entries.set(path, file);
      contents.set(file, content.slice());
    }
  }

  const fileAt = (path: string): number => {
    const entry = entries.get(path);
    if (entry === undefined) throw systemError('ENOENT', path);
    if (entry === 'folder') throw systemError('EISDIR', path);
    return entry;
  };
  const requireFolder = (path: string) => {
    const entry = entries.get(path);
    if (entry === undefined) throw systemError('ENOENT', path);
    if (entry !== 'folder') throw systemError('ENOTDIR', path);
  };
  const opened = (descriptor: number): OpenFile => {
    const file = descriptors.get(descriptor);
    if (!file) throw systemError('EBADF', String(descriptor));
    return file;
  };
  const makeFolder = (path: string, recursive: boolean): void => {
    if (entries.has(path)) {
      if (recursive && entries.get(path) === 'folder') return;
      throw systemError('EEXIST', path);
    }
    if (recursive) makeFolder(posix.dirname(path), true);
    requireFolder(posix.dirname(path));
    entries.set(path, 'folder');
    log.push({ kind: 'folder', path });
  };

  return {
    log,
    get opened() {
      return descriptors.size;
    },
    disk: () =>
      new Map(
        [...entries]
          .filter(([path]) => path !== '/')
          .map(([path, entry]) => [path, entry === 'folder' ? entry : (contents.get(entry) as Uint8Array)]),
      ),
    open: (path, mode) => {
      requireFolder(posix.dirname(path));
      if (mode === 'exclusive' && entries.has(path)) throw systemError('EEXIST', path);
      if (!entries.has(path)) {
        const file = ++files;
        entries.set(path, file);
        contents.set(file, new Uint8Array(0));
        log.push({ kind: 'create', path, file });
      }
      descriptors.set(++opens, { file: fileAt(path) });
      return opens;
    },
    write: (descriptor, data) => {
      const { file } = opened(descriptor);
      const old = contents.get(file) as Uint8Array;
      contents.set(file, concatenated(old, data));
      log.push({ kind: 'write', file, at: old.length, data: data.slice() });
    },
    sync: (descriptor) => void log.push({ kind: 'sync', file: opened(descriptor).file }),
    close: (descriptor) => {
      opened(descriptor);
      descriptors.delete(descriptor);
    },
    rename: (from, to) => {
      entries.set(to, fileAt(from));
      entries.delete(from);
      log.push({ kind: 'rename', from, to });
    },
    syncFolder: (path) => {
      requireFolder(path);
      log.push({ kind: 'syncFolder', path });
    },
    remove: (path) => {
      if (!entries.has(path)) return;
      fileAt(path);
      entries.delete(path);
      log.push({ kind: 'remove', path });
    },
    makeFolder: (path, { recursive }) => makeFolder(path, recursive),
    list: (path) => {
      requireFolder(path);
      return [...entries.keys()]
        .filter((one) => one !== '/' && posix.dirname(one) === path)
        .map((one) => posix.basename(one));
    },
    read: (path) => (contents.get(fileAt(path)) as Uint8Array).slice(),
    exists: (path) => entries.has(path),
  };
}

/** The number of a file that a disk held from the start. */
export function initialFileNumber(disk: Disk, path: string): number {
  return -1 - [...disk.keys()].indexOf(path);
}

function concatenated(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

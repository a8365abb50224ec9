import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';

/**
 * The file system calls that durable writing is made of, as an argument so that faults can be injected between
 * any two of them. Synchronous: a checkpoint is acknowledged only after its last call returned.
 */
export interface FileSystem {
  /** Opens for writing; `exclusive` fails where the file exists. Returns a descriptor. */
  open(path: string, mode: 'exclusive' | 'append'): number;
  /** Writes all of `data`, however many calls that takes. */
  write(descriptor: number, data: Uint8Array): void;
  sync(descriptor: number): void;
  close(descriptor: number): void;
  rename(from: string, to: string): void;
  /** Makes a folder's entries durable. */
  syncFolder(path: string): void;
  remove(path: string): void;
  makeFolder(path: string, options: { readonly recursive: boolean }): void;
  list(path: string): string[];
  read(path: string): Uint8Array<ArrayBuffer>;
  exists(path: string): boolean;
}

/** Eight hex digits for a temporary name. */
export type RandomName = () => string;

export const randomName: RandomName = () => randomBytes(4).toString('hex');

/** Node's file system. */
export const nodeFileSystem: FileSystem = {
  open: (path, mode) => fs.openSync(path, mode === 'exclusive' ? 'wx' : 'a'),
  write: (descriptor, data) => {
    // On a full disk the first call returns short without an error; the next one throws it.
    for (let at = 0; at < data.length; ) at += fs.writeSync(descriptor, data, at, data.length - at);
  },
  sync: (descriptor) => fs.fsyncSync(descriptor),
  close: (descriptor) => fs.closeSync(descriptor),
  rename: (from, to) => fs.renameSync(from, to),
  syncFolder: (path) => {
    // Windows cannot open a folder; its renames are journalled by NTFS.
    if (process.platform === 'win32') return;
    const descriptor = fs.openSync(path, 'r');
    try {
      fs.fsyncSync(descriptor);
    } catch (error) {
      // Some network file systems cannot sync a folder and say so; nothing better is to be had there.
      if (!['EINVAL', 'EBADF'].includes((error as { code?: string }).code ?? '')) throw error;
    } finally {
      fs.closeSync(descriptor);
    }
  },
  remove: (path) => fs.rmSync(path, { force: true }),
  makeFolder: (path, { recursive }) => void fs.mkdirSync(path, { recursive }),
  list: (path) => fs.readdirSync(path),
  read: (path) => {
    const bytes = fs.readFileSync(path);
    return new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
  },
  exists: (path) => fs.existsSync(path),
};

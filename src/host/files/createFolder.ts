import { dirname, resolve } from 'node:path';
import { type FileSystem, nodeFileSystem } from './fileSystem.ts';

/** Creates a folder and what is missing above it, and returns once their entries are durable. One that is there is fine. */
export function createFolder(path: string, files: FileSystem = nodeFileSystem): void {
  const missing: string[] = [];
  for (let at = resolve(path); !files.exists(at) && at !== dirname(at); at = dirname(at)) missing.unshift(at);
  for (const folder of missing) {
    files.makeFolder(folder, { recursive: true });
    files.syncFolder(dirname(folder));
  }
}

/** Creates a folder that must not be there yet (else throws EEXIST) in one that is; returns once its entry is durable. */
export function createNewFolder(path: string, files: FileSystem = nodeFileSystem): void {
  files.makeFolder(path, { recursive: false });
  files.syncFolder(dirname(path));
}

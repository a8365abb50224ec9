import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A folder that can be made unable to take another byte. */
export interface SmallDisk {
  readonly folder: string;
  /** From here on nothing can be written; returns a part of the reason that the system gives. */
  fill(): string;
  /** From here on everything can be written again. */
  clear(): void;
  /** Leaves an ordinary folder behind. */
  remove(): void;
}

/** Makes a small disk of its own where this process may mount one; else a folder that is read-only when full. */
export function makeSmallDisk(folder: string): SmallDisk {
  mkdirSync(folder);
  const filler = join(folder, 'filler');
  if (isMounted(folder)) {
    return {
      folder,
      fill() {
        fillUp(filler);
        return 'the disk is full';
      },
      clear: () => rmSync(filler),
      remove: () => execFileSync('umount', [folder]),
    };
  }
  return {
    folder,
    fill() {
      chmodSync(folder, 0o555);
      return 'permission was denied';
    },
    clear: () => chmodSync(folder, 0o755),
    remove: () => chmodSync(folder, 0o755),
  };
}

function isMounted(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Writes a file that takes all the room there is. */
function fillUp(path: string): void {
  try {
    writeFileSync(path, Buffer.alloc(1024 * 1024));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

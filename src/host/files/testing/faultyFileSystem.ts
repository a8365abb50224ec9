import type { FileSystem } from '../fileSystem.ts';
import { systemError } from './memoryFileSystem.ts';

/** At which call something fails, counted from 0 over all calls, and how. */
export interface Fault {
  readonly at: number;
  readonly code: string;
  /** Whether every later call fails too, as on a disk that stays full. */
  readonly forever: boolean;
}

/** The calls a disk can refuse. */
const refusable = [
  'open',
  'write',
  'sync',
  'close',
  'rename',
  'syncFolder',
  'remove',
  'makeFolder',
  'list',
  'read',
] as const;

/**
 * A file system that fails as told and else does what `inner` does. A write that fails has written half; a close
 * that fails has closed. `calls` says how far it came.
 */
export function createFaultyFileSystem(
  inner: FileSystem,
  fault: Fault,
): { files: FileSystem; calls: () => number } {
  let calls = 0;
  const fails = () => {
    const call = calls++;
    return call === fault.at || (fault.forever && call > fault.at);
  };
  const refusing = Object.fromEntries(
    refusable.map((name) => [
      name,
      (...given: never[]) => {
        const run = inner[name] as (...given: never[]) => unknown;
        if (!fails()) return run(...given);
        if (name === 'write')
          inner.write(given[0], (given[1] as Uint8Array).subarray(0, (given[1] as Uint8Array).length >> 1));
        if (name === 'close') inner.close(given[0]);
        throw systemError(fault.code, String(given[0]));
      },
    ]),
  );
  return {
    files: { ...(refusing as unknown as FileSystem), exists: (path) => inner.exists(path) },
    calls: () => calls,
  };
}

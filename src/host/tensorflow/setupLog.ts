import { dirname } from 'node:path';
import { withFile } from '../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';

/** What the tools say while TensorFlow is set up, kept for who wants to know why it failed. */
export interface SetupLog {
  readonly path: string;
  write(line: string): void;
  close(): void;
}

/** Begins the log anew, in a folder that is there. Throws ProblemError where it cannot be written. */
export function openLog(path: string, files: FileSystem = nodeFileSystem): SetupLog {
  const descriptor = withFile('write in', dirname(path), () => {
    files.remove(path);
    return files.open(path, 'append');
  });
  return {
    path,
    write: (line) =>
      withFile('write', path, () => files.write(descriptor, new TextEncoder().encode(`${line}\n`))),
    close: () => files.close(descriptor),
  };
}

/** Words of tools that ran out of disk. */
const FULL = /No space left on device|ENOSPC|Errno 28|Disk quota exceeded/i;

/** What a tool's failure ends with: the disk where that is what it said, else where to read on. */
export function whyFailed(lines: readonly string[], log: string): string {
  if (lines.some((line) => FULL.test(line))) return 'the disk is full: make room, and try again';
  // A compiler's first error is the one that counts; what follows from it, gyp's own lines among them, is not.
  const own = lines.filter((line) => !/^gyp |^make/.test(line));
  const said = own.find((line) => /\berror\b: /i.test(line)) ?? own.findLast((line) => /error/i.test(line));
  const reason = said === undefined ? '' : ` (${said.trim().slice(0, 200)})`;
  return `see ${log}${reason}`;
}

import { ProblemError } from '../../shared/problem.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  EROFS: 'the disk is read-only',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of the path is no folder',
  EISDIR: 'it is a folder, expected a file',
  EEXIST: 'it exists already',
  EMFILE: 'too many files are open',
  EIO: 'the disk reported an error',
  ENAMETOOLONG: 'the name is too long',
  EFBIG: 'the file would be larger than allowed',
};

/** An error of the file system as one sentence that says what was tried on which file; other errors pass unchanged. */
export function fileError(error: unknown, tried: string, file: string): unknown {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string' || error instanceof ProblemError) return error;
  const reason = reasons[code] ?? `the system says ${code}`;
  return new ProblemError(
    { code: `file-${code.toLowerCase()}`, message: `could not ${tried} ${file}: ${reason}`, file },
    { cause: error },
  );
}

/** Runs `action`; a file system error becomes a ProblemError with its sentence. */
export function withFile<T>(tried: string, file: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw fileError(error, tried, file);
  }
}

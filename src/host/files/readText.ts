import { fail } from '../../shared/problem.ts';
import { decodeUtf8 } from '../../shared/utf8.ts';
import { withFile } from './fileProblem.ts';
import { type FileSystem, nodeFileSystem } from './fileSystem.ts';

/** Reads a text file; throws ProblemError with one sentence where it cannot be read or is not UTF-8. */
export function readText(path: string, files: FileSystem = nodeFileSystem): string {
  const text = decodeUtf8(withFile('read', path, () => files.read(path)));
  if (text === null) fail('not-text', `${path} is no text file: its bytes are not UTF-8`, { file: path });
  return text;
}

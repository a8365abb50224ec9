import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { OpenedDocument } from '../../shared/api/documents.ts';
import { DOCUMENT_LIMITS } from '../../shared/document.ts';
import { readDocument } from '../../shared/documentFile.ts';
import { fail } from '../../shared/problem.ts';
import { nodeDataFiles } from '../data/dataFiles.ts';
import { withFile } from '../files/fileProblem.ts';
import { type FileSystem, nodeFileSystem } from '../files/fileSystem.ts';
import { readText } from '../files/readText.ts';
import { replaceFile } from '../files/replaceFile.ts';

/** What must lie at a path before it is written: a file of this hash, none (null), or anything. */
export type Expected = string | null | 'any';

/**
 * Reads a project file. Throws ProblemError with one sentence where there is none, it is too large, or its text is no
 * project.
 */
export function openProject(path: string, files: FileSystem = nodeFileSystem): OpenedDocument {
  const status = withFile('open', path, () => nodeDataFiles.status(path));
  if (status === null) fail('file-enoent', `could not open ${path}: there is no such file`, { file: path });
  if (status.kind !== 'file') {
    fail('not-a-file', `could not open ${path}: it is no file that could hold a project`, { file: path });
  }
  if (status.bytes > DOCUMENT_LIMITS.bytes) {
    const message = `${path} is too large: ${status.bytes} bytes, at most ${DOCUMENT_LIMITS.bytes} are read`;
    fail('too-large', message, { file: path });
  }
  const text = readText(path, files);
  readDocument(text, path);
  return { path, text, hash: hashOf(text) };
}

/**
 * Writes a project file wholly or not at all, and returns the hash of what now lies there. Text that is no project is
 * refused before anything is touched. Throws ProblemError `exists` where a file lies that should not be there yet,
 * `changed-on-disk` where another one than the expected lies there, or a sentence from the disk; the file is then as
 * it was. A file that is gone is written anew, and one that holds the text already is left as it is.
 */
export function saveProject(
  path: string,
  text: string,
  expected: Expected,
  files: FileSystem = nodeFileSystem,
): string {
  readDocument(text, path);
  const hash = hashOf(text);
  const status = withFile('save', path, () => nodeDataFiles.status(path));
  if (status === null && !path.endsWith('.json')) {
    const name = basename(path);
    fail('file-name', `a project's file has a name that ends in .json, found ${name}`, { file: path });
  }
  if (status !== null && status.kind !== 'file')
    fail('not-a-file', `could not save ${path}: a folder of this name is there`, { file: path });
  if (status !== null && expected !== 'any') {
    const found = hashOfFile(path, status.bytes, files);
    if (found === hash) return hash;
    if (expected === null) fail('exists', `${path} exists already`, { file: path });
    if (found !== expected) {
      const message = `${path} was changed by someone else since it was opened here`;
      fail('changed-on-disk', message, { file: path });
    }
  }
  withFile('save', path, () => replaceFile(path, text, files));
  return hash;
}

function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Null for a file that is too large to be a project, so that none of it is read. */
function hashOfFile(path: string, bytes: number, files: FileSystem): string | null {
  if (bytes > 2 * DOCUMENT_LIMITS.bytes) return null;
  return hashOf(withFile('read', path, () => files.read(path)));
}

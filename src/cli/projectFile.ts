import { basename } from 'node:path';
import { withFile } from '../host/files/fileProblem.ts';
import { nodeFileSystem } from '../host/files/fileSystem.ts';
import type { GraphDocument } from '../shared/document.ts';
import { readDocument } from '../shared/documentFile.ts';

/** Reads a project file; throws ProblemError with one sentence where it cannot be read or is none. */
export function readProject(path: string): GraphDocument {
  const bytes = withFile('read', path, () => nodeFileSystem.read(path));
  return readDocument(new TextDecoder().decode(bytes), basename(path));
}

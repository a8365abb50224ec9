import { basename } from 'node:path';
import { readText } from '../host/files/readText.ts';
import type { GraphDocument } from '../shared/document.ts';
import { readDocument } from '../shared/documentFile.ts';

/** Reads a project file; throws ProblemError with one sentence where it cannot be read or is none. */
export function readProject(path: string): GraphDocument {
  return readDocument(readText(path), basename(path));
}

import type { GraphDocument } from '../../../shared/document.ts';
import { readDocument } from '../../../shared/documentFile.ts';
import { readTemplates } from '../templates.ts';

/** The graphs that come with the program, by name. */
export function readTemplateDocuments(): Map<string, GraphDocument> {
  return new Map(readTemplates().map(({ name, text }) => [name, readDocument(text, name)]));
}

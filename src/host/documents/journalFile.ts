import { z } from 'zod';
import type { Journal } from '../../shared/api/documents.ts';
import { DOCUMENT_LIMITS } from '../../shared/document.ts';
import { readJson } from '../../shared/json.ts';
import { ProblemError } from '../../shared/problem.ts';
import { decodeUtf8 } from '../../shared/utf8.ts';

const journalSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  path: z.string().nullable(),
  text: z.string().max(DOCUMENT_LIMITS.bytes),
  savedHash: z.string().nullable(),
  written: z.number(),
});

/** A text may be written in JSON with up to six characters for one. */
const LIMITS = { bytes: 6 * DOCUMENT_LIMITS.bytes, depth: 4 };

/** A journal's text as it is kept. */
export function writeJournalFile(journal: Journal): string {
  return JSON.stringify(journal);
}

/** Reads a journal; null where the bytes are none, or not the one of this id. */
export function readJournalFile(bytes: Uint8Array, id: string): Journal | null {
  const text = decodeUtf8(bytes);
  if (text === null) return null;
  try {
    const { data } = journalSchema.safeParse(readJson(text, { ...LIMITS, file: id }));
    return data?.id === id ? data : null;
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

import { z } from 'zod';
import '../withoutEval.ts';
import { DOCUMENT_LIMITS } from '../document.ts';

const path = z.string().min(1).max(4096);
const text = z.string().max(DOCUMENT_LIMITS.bytes);

/** A project file as it lies on disk: the page reads it with the same reader as the command line. */
export interface OpenedDocument {
  readonly path: string;
  readonly text: string;
  /** SHA-256 in hex of the text; says at the next save whether someone else has written meanwhile. */
  readonly hash: string;
}

export interface Template {
  /** The file's name without `.json`: `vgg-small`. */
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
}

export interface FolderEntry {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'file';
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

export interface FolderListing {
  /** Null for the list of roots. */
  readonly path: string | null;
  /** Null where there is nothing above. */
  readonly parent: string | null;
  readonly entries: readonly FolderEntry[];
  /** How many more there are: the first 2,000 are listed. */
  readonly omitted: number;
}

export interface RecentDocument {
  readonly path: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly opened: number;
  /** The file is gone. */
  readonly missing: boolean;
}

/** Edits that were not saved when the page, the host or the machine went away. */
export interface Journal {
  readonly id: string;
  /** What the window's title said. */
  readonly name: string;
  readonly path: string | null;
  readonly text: string;
  /** Hash of the file that the edits stand on; null where it was never saved. */
  readonly savedHash: string | null;
  /** Milliseconds since 1970. */
  readonly written: number;
}

/** Which files a listing has beside folders: all, none, or those with one of these endings, without the point. */
const listedFiles = z.union([z.enum(['all', 'none']), z.array(z.string().min(1).max(20)).min(1).max(20)]);

export type ListedFiles = z.infer<typeof listedFiles>;

const journalId = z.string().regex(/^[a-z0-9-]{8,64}$/);

export const documentArguments = {
  templates: z.strictObject({}),
  listFolder: z.strictObject({ path: path.nullable(), files: listedFiles.default(['json']) }),
  makeFolder: z.strictObject({ path }),
  openDocument: z.strictObject({ path }),
  saveDocument: z.strictObject({
    path,
    text,
    /** The hash that was opened or saved last; null for a file that must not exist yet; 'any' to write over it. */
    expected: z.union([z.string().length(64), z.null(), z.literal('any')]),
  }),
  recentDocuments: z.strictObject({}),
  clearRecentDocuments: z.strictObject({}),
  writeJournal: z.strictObject({
    id: journalId,
    name: z.string().max(4096),
    path: path.nullable(),
    text,
    savedHash: z.string().length(64).nullable(),
  }),
  journals: z.strictObject({}),
  dropJournal: z.strictObject({ id: journalId }),
};

export interface DocumentResults {
  templates: readonly Template[];
  listFolder: FolderListing;
  makeFolder: FolderListing;
  openDocument: OpenedDocument;
  /**
   * The path and new hash. Problem `changed-on-disk` where the file is not the expected one, `exists` where a new
   * file was expected and there is one.
   */
  saveDocument: { readonly path: string; readonly hash: string };
  recentDocuments: readonly RecentDocument[];
  clearRecentDocuments: null;
  writeJournal: null;
  /** Those whose page is not connected any more, newest first. */
  journals: readonly Journal[];
  dropJournal: null;
}

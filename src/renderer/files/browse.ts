import type { FolderEntry, FolderListing } from '../../shared/api/documents.ts';
import type { FileRequest } from './fileRequest.ts';
import { folderOf, hasEnding, nameOf, pathIn, withEnding } from './hostPath.ts';

/** What a folder holds. Throws ProblemError where it cannot be read. */
export type Look = (path: string | null) => Promise<FolderListing>;

/** What becomes of a name or path that was typed or chosen. */
export type Decision =
  | { readonly kind: 'answer'; readonly path: string }
  /** It is a folder: its content is shown. */
  | { readonly kind: 'enter'; readonly listing: FolderListing }
  /** A file is there already, or might be (`entry` null): it is asked whether to write over it. */
  | { readonly kind: 'confirm'; readonly path: string; readonly entry: FolderEntry | null }
  | { readonly kind: 'fault'; readonly sentence: string };

/** What a decision depends on beside what was typed. */
export interface Browsing {
  readonly request: Pick<FileRequest, 'kind' | 'endings'>;
  /** The folder that is shown. */
  readonly folder: string;
  readonly look: Look;
  /** The host's disk takes `Net.json` and `net.json` for the same file. */
  readonly ignoresCase: boolean;
}

/**
 * Decides on a name or path. Throws ProblemError with a sentence where a folder of it is not there or lies outside what
 * the host may use.
 */
export async function decide(typed: string, browsing: Browsing): Promise<Decision> {
  const { request, folder, look } = browsing;
  const text = typed.trim();
  const path = text === '' ? folder : pathIn(folder, text);
  if (request.kind === 'folder') {
    const listing = await look(path);
    return { kind: 'answer', path: listing.path ?? path };
  }
  if (text === '') return { kind: 'fault', sentence: 'No file is chosen: choose one, or type its name.' };
  const asFolder = await look(path).catch(() => null);
  if (asFolder !== null) return { kind: 'enter', listing: asFolder };
  const beside = await look(folderOf(path) ?? folder);
  const place = beside.path ?? folder;
  return request.kind === 'save'
    ? decideSave(pathIn(place, withEnding(nameOf(path), request.endings)), beside, browsing)
    : decideOpen(pathIn(place, nameOf(path)), beside, browsing);
}

function decideOpen(path: string, beside: FolderListing, browsing: Browsing): Decision {
  const { endings } = browsing.request;
  const entry = fileNamed(nameOf(path), beside, browsing);
  if (entry !== null) return { kind: 'answer', path: entry.path };
  const isAsked = endings.length === 0 || hasEnding(path, endings);
  if (isAsked && beside.omitted > 0) return { kind: 'answer', path };
  if (isAsked) return { kind: 'fault', sentence: `There is no file ${nameOf(path)} in ${beside.path}.` };
  const wanted = endings.map((ending) => `.${ending}`).join(', ');
  return { kind: 'fault', sentence: `${nameOf(path)} is not a file whose name ends in ${wanted}.` };
}

function decideSave(path: string, beside: FolderListing, browsing: Browsing): Decision {
  const entry = fileNamed(nameOf(path), beside, browsing);
  return entry !== null || beside.omitted > 0
    ? { kind: 'confirm', path: entry?.path ?? path, entry }
    : { kind: 'answer', path };
}

function fileNamed(name: string, { entries }: FolderListing, { ignoresCase }: Browsing): FolderEntry | null {
  const key = (text: string) => (ignoresCase ? text.toLowerCase() : text);
  return entries.find((entry) => entry.kind === 'file' && key(entry.name) === key(name)) ?? null;
}

/**
 * The folder that a dialog opens with: the first of the places that can be read, a file standing for the folder it
 * lies in; else the first root. Throws ProblemError where there is none at all.
 */
export async function firstListing(places: readonly (string | null)[], look: Look): Promise<FolderListing> {
  const folders = places.flatMap((place) => (place === null ? [] : [place, folderOf(place)]));
  for (const folder of folders) {
    const listing = folder === null ? null : await look(folder).catch(() => null);
    if (listing !== null) return listing;
  }
  const roots = await look(null);
  const [root] = roots.entries;
  return root === undefined ? roots : look(root.path);
}
